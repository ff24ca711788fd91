/** The look of the public pages: the tokens of the house in so much CSS as plain pages need; no script. */
export const look = `
:root{color-scheme:light dark;--canvas:light-dark(#f7f8fa,#0c0e12);--surface:light-dark(#fff,#12151b);--line:light-dark(#e4e7ec,#262b34);--edge:light-dark(#868e9d,#6f7887);--ink:light-dark(#161a22,#eceff4);--muted:light-dark(#525b6b,#a8b0be);--soft:light-dark(#f1f3f6,#191d24);--link:light-dark(#3551d0,#93a6ff);--fill:light-dark(#3551d0,#4f6ae6)}
*{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--ink);font:400 1rem/1.5 'Inter Variable',system-ui,'Noto Sans SC',sans-serif;text-autospace:normal;overflow-wrap:anywhere}
:lang(zh){line-height:1.7}:lang(zh-TW){font-family:'Inter Variable',system-ui,'Noto Sans TC',sans-serif}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
header,main,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.5rem 1.5rem;padding-block:1rem;border-bottom:1px solid var(--line)}
header>a{display:flex;align-items:center;gap:.5rem;font-weight:600;color:inherit;text-decoration:none}header img{max-height:28px;max-width:120px}
nav ul,ul.plain{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
nav a{display:inline-block;padding:.25rem 0;font-size:.875rem}
h1{font-size:1.5rem;line-height:1.25;margin:2rem 0 .25rem}h2{font-size:1rem;margin:0 0 .25rem}
p{margin:0 0 .75rem}.muted{color:var(--muted)}.small{font-size:.875rem}
form{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem;margin:1.5rem 0;align-items:end}
label{display:flex;flex-direction:column;gap:.25rem;font-size:.875rem;font-weight:500}
input,select{font:inherit;color:inherit;background:var(--surface);border:1px solid var(--edge);border-radius:6px;padding:.5rem .75rem;min-height:2.5rem;width:100%}
.button{display:inline-block;font:inherit;font-weight:500;color:#fff;background:var(--fill);border:0;border-radius:6px;padding:.5rem 1rem;min-height:2.5rem;text-decoration:none;cursor:pointer}
.results{list-style:none;margin:0;padding:0}
.results>li{display:flex;gap:1rem;padding:1.25rem 0;border-top:1px solid var(--line)}.results>li>div{min-width:0;flex:1}
.logo{flex:none;width:64px;height:64px;object-fit:contain;background:#fff;border:1px solid var(--line);border-radius:10px;padding:4px}.logo.big{width:120px;height:120px}
.why{margin:.5rem 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:.25rem .5rem}
.why li,.tags li{font-size:.8125rem;background:var(--soft);border:1px solid var(--line);border-radius:4px;padding:.125rem .5rem}
.tags{list-style:none;margin:0 0 1rem;padding:0;display:flex;flex-wrap:wrap;gap:.375rem}
.head{display:flex;flex-wrap:wrap;gap:1.5rem;align-items:center;margin-top:2rem}.head h1{margin:0}
section{padding:1.25rem 0;border-top:1px solid var(--line)}.text{white-space:pre-line;max-width:45rem}
address{font-style:normal}.places{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1.25rem}
.note{border:1px solid var(--line);background:var(--surface);border-radius:10px;padding:1rem;margin:1.5rem 0}
footer{padding-block:2rem;color:var(--muted);font-size:.875rem}
`.trim();

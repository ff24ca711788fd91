/**
 * What the public pages add to the stylesheet of the house (theme.css), whose tokens, fonts and themes they share. Where the pages
 * were not built, the values behind the commas hold. No script.
 */
export const look = `
:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:flex;flex-direction:column;background:var(--color-canvas,light-dark(#f7f8fa,#0c0e12));color:var(--color-ink,light-dark(#161a22,#eceff4));font-size:var(--text-14,.875rem);line-height:var(--leading,1.5);overflow-wrap:anywhere}
a{color:var(--color-accent-ink,light-dark(#3551d0,#93a6ff));text-decoration:none}a:hover{text-decoration:underline;text-underline-offset:.15em}
p a,footer a{text-decoration:underline;text-underline-offset:.15em}
:focus-visible{outline:2px solid var(--color-accent-ink,currentColor);outline-offset:2px}
main,footer,.bar{width:100%;max-width:64rem;margin-inline:auto;padding-inline:1rem}main{flex:1;padding-bottom:3rem}
.bar{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.25rem 1.5rem;min-height:56px;padding-block:.5rem}
.brand{display:flex;align-items:center;gap:.625rem;font-weight:600;color:inherit}.brand:hover{text-decoration:none}
.mark{display:flex;flex:none;align-items:center;justify-content:center;width:28px;height:28px;border-radius:4px;object-fit:contain;background:var(--color-accent,#3551d0);color:var(--color-on-accent,#fff);font-weight:600}img.mark{background:none}
nav ul,ul.plain{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1rem}
nav a{display:inline-block;padding:.25rem 0;color:var(--color-muted,inherit)}nav a[aria-current]{color:inherit;font-weight:600}
h1{font-size:var(--text-24,1.5rem);line-height:var(--leading-title,1.25);font-weight:600;margin:1.5rem 0 .25rem}h2{font-size:var(--text-16,1rem);font-weight:600;margin:0 0 .5rem}
p{margin:0 0 .75rem}.muted{color:var(--color-muted,inherit)}.small{font-size:var(--text-13,.8125rem)}
.panel{background:var(--color-surface,light-dark(#fff,#12151b));border:1px solid var(--color-line,light-dark(#e4e7ec,#262b34));border-radius:10px;padding:1.25rem}
form.panel{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:1rem;margin:1.25rem 0;align-items:end}
form.panel>*{grid-column:span 2}form.panel>.go{display:flex}
label{display:flex;flex-direction:column;gap:.375rem;font-weight:500}
input,select{font:inherit;font-weight:400;color:inherit;background:var(--color-surface,light-dark(#fff,#12151b));border:1px solid var(--color-edge,light-dark(#868e9d,#6f7887));border-radius:6px;padding:.375rem .625rem;min-height:40px;width:100%}
.button{display:inline-flex;align-items:center;justify-content:center;font:inherit;font-weight:500;color:var(--color-on-accent,#fff);background:var(--color-accent,#3551d0);border:0;border-radius:6px;padding:.375rem 1rem;min-height:40px;cursor:pointer}
.button:hover{background:var(--color-accent-hover,#2b43b4);text-decoration:none}p .button{text-decoration:none}form .button{width:100%}
.results{list-style:none;margin:0;padding:0}.results>li{display:flex;gap:1rem;padding:1.25rem 0;border-top:1px solid var(--color-line,light-dark(#e4e7ec,#262b34))}
.results>li:first-child{border-top:0}.panel.results{padding-block:0}.results>li>div{min-width:0;flex:1}.results p:last-child{margin:0}.results h2{margin:0}
.logo{display:flex;flex:none;align-items:center;justify-content:center;width:56px;height:56px;border-radius:10px;font-size:1.125rem;font-weight:600;background:var(--color-accent-soft,light-dark(#eef1fd,#1d2440));color:var(--color-accent-ink,light-dark(#3551d0,#93a6ff))}
img.logo{object-fit:contain;background:#fff;border:1px solid var(--color-line,light-dark(#e4e7ec,#262b34));padding:4px}.logo.big{width:96px;height:96px;font-size:1.75rem}
.why,.tags{list-style:none;margin:.5rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.375rem}
.why li,.tags li{font-size:var(--text-13,.8125rem);border-radius:4px;padding:.125rem .5rem;background:var(--color-sunken,light-dark(#f1f3f6,#191d24))}
.why li{background:var(--color-accent-soft,light-dark(#eef1fd,#1d2440))}
.back{margin:1.5rem 0 0}.head{display:flex;gap:1.25rem;align-items:center;margin:1rem 0 1.5rem}.head h1,.head p{margin:0}
.beside{display:grid;grid-template-columns:minmax(0,1fr) 18rem;gap:1.5rem;align-items:start}.text{white-space:pre-line;font-size:var(--text-16,1rem);margin-bottom:1.5rem}
section+section{margin-top:1.25rem}section h2{font-size:var(--text-14,.875rem);margin:0}.panel section h2{margin-bottom:.25rem}
address{font-style:normal}address+address{margin-top:.75rem}
.panel>.button{width:100%;margin-bottom:.75rem}
footer{padding-block:1.5rem;color:var(--color-muted,inherit);font-size:var(--text-13,.8125rem)}
@media(max-width:48rem){form.panel>*{grid-column:1/-1}.beside{grid-template-columns:minmax(0,1fr)}.logo.big{width:64px;height:64px;font-size:1.25rem}}
`.trim();

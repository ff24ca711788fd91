/**
 * Mail domains that anyone can have an address at, so that they say nothing of a company. Kept by hand from the
 * providers' own lists of domains; a subdomain of one counts too. Grouped by where most of their users are.
 */
const lists = {
  everywhere: `gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com windowslive.com outlook.co yahoo.com ymail.com rocketmail.com
    myyahoo.com icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com
    keemail.me gmx.com gmx.net mail.com email.com usa.com europe.com asia.com fastmail.com fastmail.fm hey.com zohomail.com zohomail.eu yandex.com inbox.com
    hushmail.com mailfence.com posteo.net runbox.com disroot.org riseup.net startmail.com skiff.com duck.com lycos.com excite.com rediffmail.com consultant.com
    engineer.com hotmail.com.au outlook.com.au live.com.au yahoo.com.au bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz yahoo.co.nz`,
  china: `qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com sina.com sina.cn vip.sina.com sohu.com vip.sohu.com 139.com
    wo.cn 189.cn 21cn.com tom.com aliyun.com 263.net yahoo.com.cn yahoo.cn hotmail.com.cn live.cn outlook.cn msn.cn chinaren.com sogou.com 2980.com 88.com 111.com`,
  taiwan_hong_kong: `yahoo.com.tw hotmail.com.tw live.com.tw outlook.com.tw msn.com.tw pchome.com.tw kimo.com kimo.com.tw hinet.net ms1.hinet.net ms2.hinet.net seed.net.tw
    url.com.tw so-net.net.tw tpts5.seed.net.tw giga.net.tw apol.com.tw xuite.net gcloud.com.tw yahoo.com.hk hotmail.com.hk live.hk outlook.hk netvigator.com
    hkbn.net i-cable.com ctimail.com sinatown.com sinaman.com`,
  france: `orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr noos.fr club-internet.fr aliceadsl.fr alice.fr cegetel.net 9online.fr
    9business.fr libertysurf.fr tiscali.fr voila.fr dartybox.com nordnet.fr caramail.com caramail.fr hotmail.fr live.fr outlook.fr msn.fr yahoo.fr gmx.fr
    worldonline.fr infonie.fr mailo.com mailo.fr netcourrier.com ik.me ikmail.com vivaldi.net`,
  spain: `telefonica.net movistar.es ono.com orange.es jazztel.es jazzfree.com ya.com terra.es wanadoo.es euskaltel.net mundo-r.com vodafone.es hotmail.es live.es
    outlook.es msn.es yahoo.es gmx.es correo.com eresmas.com latinmail.com auna.com tiscali.es`,
  latin_america: `yahoo.com.mx yahoo.com.ar yahoo.com.br yahoo.com.co yahoo.com.pe yahoo.com.ve yahoo.cl hotmail.com.mx hotmail.com.ar hotmail.com.br hotmail.cl live.com.mx
    live.com.ar live.cl outlook.com.br outlook.com.ar outlook.cl outlook.com.mx prodigy.net.mx infinitum.com.mx fibertel.com.ar arnet.com.ar speedy.com.ar
    ciudad.com.ar cantv.net une.net.co uol.com.br bol.com.br terra.com.br terra.com ig.com.br globo.com globomail.com r7.com oi.com.br zipmail.com.br
    adinet.com.uy vtr.net`,
  north_america: `comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net spectrum.net earthlink.net juno.com netzero.net optonline.net frontier.com
    windstream.net centurylink.net roadrunner.com mindspring.com prodigy.net ameritech.net pacbell.net cs.com netscape.net rogers.com shaw.ca sympatico.ca bell.net
    telus.net videotron.ca hotmail.ca live.ca outlook.ca yahoo.ca cogeco.ca eastlink.ca sasktel.net`,
  europe: `gmx.de gmx.at gmx.ch web.de freenet.de t-online.de arcor.de online.de 1und1.de vodafone.de kabelmail.de posteo.de mailbox.org hotmail.de live.de outlook.de
    yahoo.de yahoo.at bluewin.ch hispeed.ch sunrise.ch chello.at aon.at hotmail.co.uk hotmail.uk live.co.uk outlook.co.uk yahoo.co.uk yahoo.ie btinternet.com
    btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk tiscali.co.uk eircom.net hotmail.it live.it outlook.it yahoo.it libero.it
    virgilio.it alice.it tim.it tin.it tiscali.it inwind.it iol.it fastwebnet.it email.it poste.it hotmail.nl live.nl outlook.nl yahoo.nl ziggo.nl kpnmail.nl
    planet.nl hetnet.nl home.nl xs4all.nl chello.nl telenet.be skynet.be proximus.be hotmail.be live.be outlook.be yahoo.be pt.lu hotmail.se live.se outlook.se
    yahoo.se telia.com bredband.net comhem.se spray.se hotmail.dk live.dk outlook.dk yahoo.dk tdcadsl.dk hotmail.no live.no outlook.no yahoo.no online.no
    hotmail.fi outlook.fi luukku.com sapo.pt hotmail.pt outlook.pt live.com.pt clix.pt netcabo.pt wp.pl o2.pl onet.pl onet.eu op.pl interia.pl interia.eu gazeta.pl
    tlen.pl vp.pl poczta.onet.pl seznam.cz email.cz centrum.cz post.cz volny.cz atlas.cz azet.sk centrum.sk zoznam.sk freemail.hu citromail.hu indamail.hu t-online.hu
    abv.bg mail.bg dir.bg yahoo.ro yahoo.gr hotmail.gr otenet.gr forthnet.gr in.gr inbox.lv inbox.lt mail.ee hot.ee net.hr siol.net`,
  eurasia: `mail.ru inbox.ru list.ru bk.ru internet.ru yandex.ru ya.ru yandex.by yandex.kz yandex.ua rambler.ru lenta.ru ro.ru autorambler.ru myrambler.ru ukr.net i.ua
    meta.ua bigmir.net tut.by mail.kz mynet.com hotmail.com.tr yahoo.com.tr outlook.com.tr walla.co.il walla.com`,
  asia: `yahoo.co.jp yahoo.ne.jp docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp hotmail.co.jp live.jp
    outlook.jp goo.jp naver.com hanmail.net daum.net nate.com kakao.com hotmail.co.kr yahoo.co.kr yahoo.co.in yahoo.in rediff.com indiatimes.com sify.com
    yahoo.com.sg hotmail.sg outlook.sg singnet.com.sg yahoo.com.my hotmail.my outlook.my yahoo.co.id outlook.co.id plasa.com yahoo.com.ph outlook.ph
    yahoo.co.th hotmail.co.th outlook.co.th yahoo.com.vn outlook.com.vn`,
  africa: `yahoo.co.za webmail.co.za mweb.co.za telkomsa.net vodamail.co.za hotmail.co.za live.co.za outlook.sa menara.ma`,
  thrown_away: `mailinator.com guerrillamail.com guerrillamail.info 10minutemail.com temp-mail.org tempmail.com yopmail.com yopmail.fr trashmail.com getnada.com
    sharklasers.com dispostable.com maildrop.cc throwawaymail.com mintemail.com jetable.org`,
} as const;

/** Every domain of the lists, folded. */
export const freeMailDomains: ReadonlySet<string> = new Set(Object.values(lists).flatMap((list) => list.split(/\s+/)));

/** Whether an address of the domain can be had by anyone: the domain itself or one above it is on the lists. */
export function isFreeMail(domain: string): boolean {
  const parts = domain.split('.');
  return parts.some((_, at) => freeMailDomains.has(parts.slice(at).join('.')));
}

/** Mailboxes that several people read or that no person answers for; in the languages of the center. */
const sharedNames = new Set(
  `info infos information infoline admin administrator administrateur administrador administracion administration webmaster hostmaster postmaster root abuse noc
   email mail e-mail correo courriel contact contacts contacto contactos contactez contactus hello hola bonjour hi office oficina bureau team equipo equipe
   marketing sales ventas ventes commercial comercial vente support soporte assistance ayuda help helpdesk service services servicio servicios
   servicioalcliente customerservice serviceclient clients clientes kefu accueil recepcion reception secretariat secretaria billing facturacion facturation invoices
   facturas factures accounts accounting contabilidad comptabilite compta finance finances finanzas hr rh rrhh jobs careers empleo recrutement recruitment
   press prensa presse media news newsletter noreply no-reply no_reply donotreply do-not-reply nepasrepondre noresponder mailer-daemon legal privacy rgpd gdpr dpo
   security it itsupport tech technique tecnico orders pedidos commandes purchasing compras achats procurement partner partners socios partenaires general
   enquiries enquiry inquiries inquiry test demo user usuario utilisateur gongsi yewu caiwu shichang xiaoshou service1 business`.split(/\s+/),
);

/** Whether the part before the @ names a desk and not a person. A `+tag` or a number at its end changes nothing. */
export function isSharedMailbox(email: string): boolean {
  const local = email.normalize('NFKC').trim().toLowerCase().split('@')[0] ?? '';
  const bare = local.replace(/\+.*$/, '').replace(/[._-]?\d{1,3}$/, '');
  return sharedNames.has(bare) || sharedNames.has(bare.replace(/[._-]/g, ''));
}

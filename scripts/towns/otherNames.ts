/**
 * What towns are called beside the name that GeoNames gives first (often the English one): by their own people, and in the
 * languages of the center. `country|name in GeoNames|other names, split by a comma`.
 */
export const otherNames = `
AE|Abu Dhabi|Abou Dabi,Abu Dabi,阿布扎比
AE|Dubai|Dubaï,Dubái,迪拜,杜拜
AR|Buenos Aires|布宜诺斯艾利斯
AT|Vienna|Wien,Vienne,Viena,维也纳,維也納
AU|Melbourne|墨尔本,墨爾本
AU|Sydney|Sídney,悉尼,雪梨
BE|Antwerpen|Antwerp,Anvers,Amberes,安特卫普
BE|Brugge|Bruges,Brujas
BE|Brussels|Bruxelles,Brussel,Bruselas,布鲁塞尔,布魯塞爾
BE|Gent|Ghent,Gand,Gante
BE|Leuven|Louvain,Lovaina
BE|Liège|Lieja,Luik
BR|São Paulo|圣保罗,聖保羅
CA|Montréal|Montreal,蒙特利尔,蒙特婁
CA|Québec|Quebec City,Québec City
CA|Toronto|多伦多,多倫多
CA|Vancouver|温哥华,溫哥華
CH|Basel|Bâle,Basilea
CH|Bern|Berne,Berna
CH|Genève|Geneva,Ginebra,Genf,日内瓦,日內瓦
CH|Luzern|Lucerne,Lucerna
CH|Zürich|Zurich,Zuerich,苏黎世,蘇黎世
CN|Beijing|Pékin,Pekín,Peking
CN|Guangzhou|Canton,Cantón
CN|Shanghai|Shanghái
CO|Bogotá|Bogota D C
CY|Nicosia|Lefkosia,Nicosie
CZ|Brno|Brünn
CZ|Prague|Praha,Praga,布拉格
DE|Berlin|Berlín,柏林
DE|Düsseldorf|Duesseldorf
DE|Frankfurt am Main|Frankfurt,Francfort,Fráncfort,法兰克福,法蘭克福
DE|Hamburg|Hambourg,Hamburgo,汉堡,漢堡
DE|Hannover|Hanover,Hanovre
DE|Köln|Cologne,Colonia,Koeln,科隆
DE|Munich|München,Muenchen,Múnich,慕尼黑
DE|Nürnberg|Nuremberg,Núremberg,Nuernberg
DE|Stuttgart|斯图加特
DK|Copenhagen|København,Copenhague,哥本哈根
EG|Cairo|Le Caire,El Cairo,开罗,開羅
ES|A Coruña|La Coruña,Corunna
ES|Alicante|Alacant
ES|Barcelona|Barcelone,巴塞罗那,巴塞隆納
ES|Bilbao|Bilbo
ES|Donostia / San Sebastián|San Sebastián,Donostia,Saint-Sébastien
ES|Madrid|马德里,馬德里
ES|Palma|Palma de Mallorca
ES|Pamplona|Iruña,Pampelune
ES|Sevilla|Seville,Séville,塞维利亚
ES|Valencia|València,Valence,巴伦西亚
ES|Gasteiz / Vitoria|Vitoria-Gasteiz,Vitoria,Gasteiz
ES|Zaragoza|Saragosse,Saragossa
FI|Helsinki|Helsingfors
FR|Bordeaux|Burdeos
FR|Lyon|Lyons,里昂
FR|Marseille|Marseilles,Marsella,马赛,馬賽
FR|Nice|Niza
FR|Paris|París,巴黎
FR|Strasbourg|Estrasburgo,Straßburg
FR|Toulouse|Tolosa,图卢兹
GB|Edinburgh|Édimbourg,Edimburgo
GB|London|Londres,伦敦,倫敦
GB|Manchester|曼彻斯特
GR|Athens|Athina,Αθήνα,Athènes,Atenas
GR|Thessaloníki|Θεσσαλονίκη,Thessalonique,Salonica,Salónica
HU|Budapest|布达佩斯
IE|Dublin|Dublín,Baile Átha Cliath,都柏林
IL|Jerusalem|Jérusalem,Jerusalén
IL|Tel Aviv|Tel Aviv-Yafo,特拉维夫
IN|Bengaluru|Bangalore
IN|Mumbai|Bombay,孟买,孟買
IN|New Delhi|Nueva Delhi,新德里
IT|Bologna|Bologne,Bolonia
IT|Florence|Firenze,Florencia,佛罗伦萨
IT|Genoa|Genova,Gênes,Génova
IT|Milan|Milano,Milán,米兰,米蘭
IT|Naples|Napoli,Nápoles
IT|Rome|Roma,罗马,羅馬
IT|Turin|Torino,Turín
IT|Venice|Venezia,Venise,Venecia,威尼斯
JP|Kyoto|京都
JP|Osaka|大阪
JP|Tokyo|東京,东京,Tokio
JP|Yokohama|横浜
KR|Busan|부산,釜山
KR|Seoul|서울,Séoul,Seúl,首尔,首爾
LU|Luxembourg|Luxemburg,Lëtzebuerg
MA|Casablanca|الدار البيضاء
MX|Mexico City|Ciudad de México,México D F,Mexico,墨西哥城
MY|Kuala Lumpur|吉隆坡
NL|Amsterdam|Ámsterdam,阿姆斯特丹
NL|The Hague|Den Haag,'s-Gravenhage,La Haye,La Haya
NO|Oslo|奥斯陆
NZ|Auckland|奥克兰
PL|Kraków|Krakow,Cracovie,Cracovia
PL|Warsaw|Warszawa,Varsovie,Varsovia,华沙,華沙
PT|Lisbon|Lisboa,Lisbonne,里斯本
PT|Porto|Oporto
RO|Bucharest|București,Bucarest
RS|Belgrade|Beograd,Београд,Belgrado
RU|Moscow|Москва,Moskva,Moscou,Moscú,莫斯科
RU|Saint Petersburg|Санкт-Петербург,Saint-Pétersbourg,San Petersburgo
SE|Göteborg|Gothenburg,Gotemburgo
SE|Stockholm|Estocolmo,斯德哥尔摩
SG|Singapore|Singapour,Singapur,新加坡
SA|Riyadh|Riyad,Riad
TH|Bangkok|Krung Thep,กรุงเทพมหานคร,曼谷
TN|Tunis|Túnez
TR|Istanbul|İstanbul,Estambul,伊斯坦布尔
UA|Kyiv|Kiev,Київ
US|Boston|波士顿,波士頓
US|Chicago|芝加哥
US|Los Angeles|Los Ángeles,洛杉矶,洛杉磯
US|New Orleans|La Nouvelle-Orléans,Nueva Orleans
US|New York City|New York,Nueva York,纽约,紐約
US|San Francisco|旧金山,舊金山
US|Seattle|西雅图,西雅圖
US|Washington, D.C.|Washington,Washington DC
VN|Hanoi|Hà Nội,Hanói,河内,河內
VN|Ho Chi Minh City|Thành phố Hồ Chí Minh,胡志明
`;

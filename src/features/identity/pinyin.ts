/**
 * What Chinese writers type first when a password is asked for: numbers that sound like words, declarations of love,
 * wishes, names, places, then the words and syllables that longer ones are put together from. No Chinese pack exists for
 * the estimator. The commonest first: the place in the list is taken for the number of guesses.
 */
const list = `
woaini 5201314 1314520 woaini1314 woaini520 520520 5211314 woaini1314520 aini1314 iloveyou1314 aini 1314521 3344520 7758521 7758258 5845201314 584520 5203344 147258369
52013140 201314 131420 31415926 88888888 66666666 168168 16888 518518 888666 666888 518888 112233 123456789a a123456 qq123456 aa123456 wang123456 woaiwojia woainima woaimama woaibaba
woaimei woailaopo woailaogong woaiziji woaizhongguo woaibeijing woaixuexi woaiqian woaiwo woxihuanni woxiangni woxiangnile xiangni xihuanni wobuaini woyaohuijia woshishui woshini
woshiwo woshizhu woshitiancai woshinvwang woshidashen woshixuesheng woshilaoshi woshizhongguoren zhongguo zhonghua zhongguoren zhonghuarenmingongheguo renmin
mima mimamima wodemima denglu denglumima zhanghao guanliyuan yonghu yonghuming anquan wangyin xitong shujuku fuwuqi diannao shouji dianhua youxiang ceshi gongsi bangong caiwu kuaiji jingli laoban
laoda laopo laogong baobao baobei baobei520 baobei1314 laopo520 laogong520 tiantian xiaobao xiaobei xiaobaobei xiaoxin xiaoxiao xiaoming xiaohong xiaoli xiaowang xiaozhang xiaogang xiaolong xiaoyu xiaoyue xiaotian xiaohei
xiaobai xiaomao xiaogou xiaozhu xiaotu xiaoxiong dudu feifei lele lingling tingting yuanyuan yangyang jiajia weiwei nana lili lulu mengmeng meimei qianqian qiqi taotao xixi yaya yoyo yueyue zhuzhu mimi miaomiao huahua niuniu
nihao nihaoma nihaoshijie xiexie zaijian zaoshanghao wanan xinnian xinniankuaile xinnianhao chunjie shengri shengrikuaile kuaile kuaikuaile kaixin kaixinjiuhao xingfu jiankang pingan pingpinganan facai gongxifacai dafacai
jixiang jixiangruyi ruyi wanshiruyi yifanfengshun haoyun jiayou nuli chenggong yongyuan yongheng yishengyishi yixinyiyi yibeizi tianchangdijiu zhenai airen aiqing qingren pengyou haopengyou jiaren qinqin aiwo aita tade wode
nide women nimen tamen wojia mama baba gege jiejie didi meimei yeye nainai waigong waipo laoshi xuesheng tongxue daxue xuexiao zhangfu qizi erzi nver haizi
wangwei wangfang wangli wangjing wangqiang wangyan wangjun wanglei wangyang wangtao wangpeng wangyong wangjie wanghao wangbin wangmin wangxin wangping liwei lina lijing liqiang lijun liyan lilei litao lihao limin lijie liping
liming liujing liuyang liuwei liuyan liutao liuqiang liujie liubo liuchang zhangwei zhangmin zhangli zhangjing zhangyong zhangjie zhanglei zhangtao zhangpeng zhanghao zhangyan zhangqiang zhangjun chenjing chenwei chenjie
chenchen chenhao chentao chenlei chenli yangyang yangfan yangliu yangjie yangming zhaowei zhaojing zhaolei huangwei huangjing huangjie zhouwei zhoujie zhoujielun wujing wuwei wujie xuwei xujing sunwei sunli mawei mali mayun
mahuateng zhuwei huwei hujing guowei heli gaofei linlin linjing luowei zhengwei liangwei songwei xiewei tangwei hanmei hanmeimei hanxue fengwei dengwei caowei pengwei zengwei xiaowei tianwei dongwei yuanwei panwei jiangwei
zhang wang chen yang zhao huang zhou zhu sun guo lin liang song zheng xie han tang feng deng xiao cheng cao yuan tian dong pan jiang cai jia wei xue peng zeng luo gao cui zhong tan liao shi qiu xiong jin lu hao kong bai kang mao
beijing shanghai guangzhou shenzhen chengdu chongqing tianjin wuhan nanjing hangzhou suzhou xian changsha dalian qingdao shenyang haerbin jinan zhengzhou xiamen fuzhou kunming nanning hefei changchun taiyuan guiyang lanzhou
wulumuqi wuxi ningbo dongguan foshan taibei taiwan taizhong gaoxiong tainan xinzhu xianggang aomen guangdong zhejiang jiangsu shandong sichuan hubei hunan henan hebei fujian yunnan changcheng gugong tiananmen huanghe changjiang
changjiang1hao xihu huangshan taishan xinjiang xizang neimenggu heilongjiang
tianxia tianxiadiyi tianxiawudi wudi diyi diyiming yingxiong dashen gaoshou daxia xiake wuxia jianghu qingchun mengxiang lixiang xiwang weilai minian huiyi sinian guoqu xianzai mingtian jintian zuotian tiantang diyu tianshi emo mogui
shijie shijiediyi yuzhou taiyang yueliang xingxing xingkong tiankong dahai haiyang baiyun bailong feilong longwang qinglong shenlong laohu shizi xiongmao daxiongmao laoying fenghuang qilin mayi hudie meigui meiguihua mudan hehua
taohua meihua lanhua juhua chuntian xiatian qiutian dongtian chunxiaqiudong dongxinanbei fengyu fenghuaxueyue huakaifugui huahaoyueyuan yueguang yangguang caihong liuxing liuxingyu xiayu xuehua binghe gaoshanliushui shanshui
jiubugaosuni bugaosuni gaosuni buzhidao zhidao wobuzhidao wangle wowangle wangjile suibian suibianla wusuowei meiguanxi duibuqi qingwen haode haoba buyao buxing keyi bukeyi shide bushi weishenme shenme zenme zenmeban nali
chifan hejiu hecha shuijiao qichuang shangban xiaban xuexi gongzuo zhuanqian youqian meiqian qianqian renminbi caishen yinhang touzi gupiao daxiangguo zuqiu lanqiu youxi wangzherongyao yingxionglianmeng chuanqi moshou huyou
baidu taobao tengxun weixin weibo zhifubao alibaba huawei xiaomi jingdong qqmima qqhao qicheliang qiche baoma benchi aodi falali
yi er san si wu liu qi ba jiu shi bai qian wan yier yiersan yiersansi yiersansiwu yiersansiwuliu yiersansiwuliuqi yiersansiwuliuqiba yiersansiwuliuqibajiu yiersansiwuliuqibajiushi yisansansi
qwe123 asd123 zxc123 qq1314520 abc1314 abc520 love1314 love520 love5201314 love1314520 forever1314 baby520 happy520 sky1314 fengyun liuliuliu babababa bababa dashabi shabi caonima nimabi gunkai
haha hahaha hahahaha heihei heiheihei xixi xixixi hehe hehehe wawa wuwu lala lalala lalalala dadada aaaaa1314
`;

/** Every syllable of standard Mandarin, without tones. */
const syllables = `
de shi yi bu wo zai you ta zhe men ren lai dao da di ge zhong shang guo he wei zi ye dui sheng jiu nian dong chu xue hao ni wai hou xin jia jin tian xian xiang wen shuo xing yao neng guan gong kai dian yuan xiao cheng jian ming ma fang
shou jing shen ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo ca cai can cang cao ce cen ceng cha chai chan chang chao che chen chi chong chou chua chuai chuan chuang chui chun chuo ci cong cou cu cuan cui
cun cuo dai dan dang dei den deng diao die ding diu dou du duan dun duo en er fa fan fei fen feng fo fou fu ga gai gan gang gao gei gen geng gou gu gua guai guang gui gun ha hai han hang hei hen heng hong hu hua huai huan huang hui hun
huo ji jiang jiao jie jiong ju juan jue jun ka kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lan lang lao le lei leng li lian liang liao lie lin ling liu long lou lu luan lun luo lv lve mai man mang mao mei meng
mi mian miao mie min miu mo mou mu na nai nan nang nao nei nen nian niang niao nie nin ning niu nong nu nuan nuo nv ou pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu
quan que qun ran rang rao re reng ri rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shao she shei shu shua shuai shuan shuang shui shun si song sou su suan sui sun suo tai tan tang tao te teng ti tiao tie ting
tong tou tu tuan tui tun tuo wa wan wang weng wu xi xia xie xiong xiu xu xuan xun ya yan yang yin ying yo yong yu yue yun za zan zang zao zei zen zeng zha zhai zhan zhang zhao zhen zheng zhi zhou zhu zhua zhuai zhuan zhuang zhui zhun
zhuo zong zou zu zuan zui zun zuo
`;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word.length > 1);
export const pinyin: ReadonlySet<string> = new Set([...words(list), ...words(syllables)]);

"""折叠: full-width forms halved and traditional characters of official language made simple, character for character, so that every offset stays."""

from __future__ import annotations

FULL = "：，；！？（）．％－～｜＜＞＝＋／＂＇［］｛｝＃＆＊＠＾＿｀＄＼"
HALF = ":,;!?().%-~|<>=+/\"'[]{}#&*@^_`$\\"
FOLDING = {ord(f): h for f, h in zip(FULL, HALF, strict=True)}
FOLDING |= {0xFF10 + n: str(n) for n in range(10)}
FOLDING |= {0xFF21 + n: chr(0x41 + n) for n in range(26)} | {0xFF41 + n: chr(0x61 + n) for n in range(26)}
TRADITIONAL = (  # those that stand in labels, dates, names of bodies and units; each has one simplified form only
    "後於關題問間開機構導責單辦績進現場實際條項標準備選應結業務產學習區縣鄉鎮黨團領員會議報監檢測環護據數點評價審計銷號將與對這個無類別體資財幣補償違規紀約談適調達狀參錢歸還總額網絡聯電話郵屬長歷遷農糧礦銀"
    "貨車輛橋園廠樓讓請認識設劃創動態強獎隊階層級統籌續組織經線營運極權檔歲顯險驗較輕軌轉減溫濕滅災煙熱燒獲療盡確禮離穩積競節範築籤純終給編緩縮繼罰聽臨舉虛裝製複見視覽觀觸訂記許訴診詞試詳誠誤課講變豐貢負購"
    "貫費賞賬賠質跡輔輪邊遠遲鄰鄭醫釋錄錯鍵鐵鑒閉閱陽陰陳陸隨隱雜難雲靈頁頂順須預頒頓頭頻顧飲養餘館駐齊龍噸萬億兩東過時斷來傳債傾僅優兒內冊則勞勢勝勵協厲啟嚴國圍圖執堅壓壞壩壯孫寬專尋屆崗師帶幫幹廢廣廳張彙"
    "徑從徵慣慮慶憂懇戰戶掃掛採損擁擇擊擔擴擺擾攜敗暫書槍樣樹橫歡毀氣決沒況淨淺渾湊滯滿漢漲漸潔潤澤濟瀆濱灘為爭獨畢當發皺盤眾礙禍種稅稱窮糾紅紙細絕絲綁綠維緊練縱繪義聖聞聲職肅腦舊莊華葉藍處術衛衝親訊訪該誰"
    "諸謀證譯貓貝貪貼賣賢賦贏輯轄辭辯連週遜鈎鎖鏈鑽門閃閘陣韓頌頗顏飛飯騎驕魚鮮鳥鹽麥黃齡齒龜牆獵獻"
)
SIMPLIFIED = (
    "后于关题问间开机构导责单办绩进现场实际条项标准备选应结业务产学习区县乡镇党团领员会议报监检测环护据数点评价审计销号将与对这个无类别体资财币补偿违规纪约谈适调达状参钱归还总额网络联电话邮属长历迁农粮矿银"
    "货车辆桥园厂楼让请认识设划创动态强奖队阶层级统筹续组织经线营运极权档岁显险验较轻轨转减温湿灭灾烟热烧获疗尽确礼离稳积竞节范筑签纯终给编缓缩继罚听临举虚装制复见视览观触订记许诉诊词试详诚误课讲变丰贡负购"
    "贯费赏账赔质迹辅轮边远迟邻郑医释录错键铁鉴闭阅阳阴陈陆随隐杂难云灵页顶顺须预颁顿头频顾饮养余馆驻齐龙吨万亿两东过时断来传债倾仅优儿内册则劳势胜励协厉启严国围图执坚压坏坝壮孙宽专寻届岗师带帮干废广厅张汇"
    "径从征惯虑庆忧恳战户扫挂采损拥择击担扩摆扰携败暂书枪样树横欢毁气决没况净浅浑凑滞满汉涨渐洁润泽济渎滨滩为争独毕当发皱盘众碍祸种税称穷纠红纸细绝丝绑绿维紧练纵绘义圣闻声职肃脑旧庄华叶蓝处术卫冲亲讯访该谁"
    "诸谋证译猫贝贪贴卖贤赋赢辑辖辞辩连周逊钩锁链钻门闪闸阵韩颂颇颜飞饭骑骄鱼鲜鸟盐麦黄龄齿龟墙猎献"
)
FOLDING |= {ord(t): s for t, s in zip("".join(TRADITIONAL), "".join(SIMPLIFIED), strict=True)}
FOLDING |= {0x3000: " ", 0xA0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0xFEFF: " ", 0x2014: "-", 0x2013: "-", 0x2015: "-"}


def folded(text: str) -> str:
    """The text with full-width forms halved and traditional characters made simple; the source's own words are never changed."""
    return text.translate(FOLDING)

"""What names of units are made of, as tables: which words say the kind of a body, which bodies a
reform made of others, and which signs a keyboard or a scanner takes for one another.

Asked by `near_names` alone. A line more here makes one more old name known; no code changes.
"""

TOWN, COMPANY, TEAM = "镇", "公司", "组"

ORGANS: dict[str, str] = {
    word: meant
    for meant, words in {
        "局": "分局 总局 局",
        "委": "工作委员会 委员会 工委 委会 委",
        "办": "办公室 办",
        "中心": "中心",
        "部": "部",
        "室": "室",
        "处": "办事处 管理处 处",
        "院": "院",
        "队": "支队 大队 总队 队",
        "联": "联合会 联",
        "协": "协会 协",
        "会": "会",
        "所": "所",
        "站": "站",
        TEAM: "领导小组 推进小组 工作小组 工作组 小组 工作专班 专班 指挥部",
        COMPANY: "集团有限责任公司 集团有限公司 有限责任公司 股份有限公司 有限公司 公司 集团",
        TOWN: "街道办事处 街道办 街道 镇府 乡府 镇 乡",
    }.items()
    for word in words.split()
}
"""What stands at the end of a name and says what kind of body it is -> the kind: 分局 -> 局."""

MASS = frozenset(("联", "协", "会"))
"""Federations and associations; never a bureau under another name."""
SHORTENED_TO_ONE = frozenset(("联", "协", "办", "院", "委"))
"""Before these one sign is enough of a name: 妇联 for 妇女联合会, 安委办 for 安全生产委员会办公室.
"""

GENERIC = (
    "事业发展", "与发展", "发展", "服务", "管理", "监督管理", "事务", "工作", "促进",
)  # fmt: skip
"""Before the kind, these say little of which body it is: 港航事业发展中心, 旅游事业发展中心."""

_USUAL = """
    发改 教育 体育 科技 经信 工信 民宗 公安 民政 财政 财税 税务 审计 司法 信访
    统计 商务 人事 人社 建设 住建 城建 规划 国土 土地 交通 公路 港航 水利 水务
    农业 农林 林业 渔业 海洋 畜牧 文化 文体 文广 文旅 旅游 广电 卫生 卫健 医保
    社保 环保 应急 安监 质监 工商 药监 市监 城管 房管 物价 粮食 气象 地震 外事
    侨务 台务 机关 档案 党史 扶贫 老龄 法制 人防 国资 招商 金融 邮政 电力 供电
    供销 烟草 盐务 消防 海事 海关 边检 审批 民族 宗教 国税 地税 铁路 民航 监察
    组织 宣传 统战 政法 人才 改革 考核 督查 大数 数据 行政 执法 融媒 党校 共青
    妇女 残疾 文明 文联 科协 工会 移民 水文 测绘 地矿 园林 环卫 市政 殡葬
"""
USUAL = frozenset(_USUAL.split())
"""Stems that name a body of their own in any city: 民政 is no slip for 财政, 教育 none for 体育."""

REFORMS: dict[str, frozenset[str]] = {
    now: frozenset(before.split())
    for now, before in {
        "自然资源": "国土 国土资源 土地 土地管理 规划 城乡规划 城市规划 林业 海洋 地矿 测绘",
        "生态环境": "环保 环境保护",
        "农业农村": "农业 农村工作 农办 农机 农委 畜牧 畜牧兽医 水产 扶贫 扶贫开发 乡村振兴 移民",
        "渔业": "海洋渔业 水产",
        "文旅": "文化 文体 文广 文广新 文广新闻出版 文化广电新闻出版 文化体育 旅游 旅委 文物 广电",
        "卫健": "卫生 卫计 计生 计生委 卫生计生 人口计生 人口计划生育 卫生计划生育 老龄",
        "应急": "安监 安全监管 安全生产监督管理 安全生产监督 地震 救灾",
        "市场监": ("工商 工商行政管理 质监 质量技术监督 食药监 食品药品监督管理 "
        "食品药品监管 药监 监局 物价"),
        "综合行政执法": "城管 城市管理 城管执法 行政执法 城市管理行政执法 市容",
        "发改": "物价 粮食 计划 发展计划 计委 体改 发展计划委",
        "经信": "经贸 经济贸易 经委 工信 工业信息化 工业 信息化 中小企业",
        "工信": "经贸 经委 经信 经济信息化 工业",
        "商务": "外经贸 对外贸易经济合作 外贸 内贸 贸易 商业 商贸 经合",
        "住建": "建设 规划建设 建设规划 城建 城乡建设 房管 房产管理 房地产管理 建委",
        "交通": "公路 运管 交运 公路管理",
        "税务": "国税 国家税务 地税 地方税务",
        "人社": "人事 劳动 劳动保障 劳动社会保障 人事劳动社会保障 人事劳动 社保",
        "司法": "法制 法制办",
        "水利": "水务 水电",
        "水务": "水利",
        "行政服务": "审批 行政审批 政务 政务服务 审批服务 政务服务数据管理 政务办",
        "政务服务": "审批 行政审批 行政服务 审批服务",
        "教育": "教委 教体 教科 文教 教育体育",
        "科技": "科委 科技信息 科学技术委",
        "民宗": "民族宗教 宗教 民族",
        "纪监": "纪委 监委 监察 纪检 纪律检查",
        "政法": "综治 维稳 社会治安综合治理",
        "退役军人": "双拥 安置",
        "医疗保": "医改 新农合",
        "投资促进": "招商 招商引资",
        "五水共治": "治水",
        "供电": "电力 电业",
        "财政": "财税 财务",
    }.items()
}  # fmt: skip
"""Signs that the name of a body has today -> what its predecessors were called (the reforms of 2018
and before)."""

LOOKALIKES: tuple[str, ...] = (
    "未末", "己已巳", "人入八", "土士", "日曰目", "千干于", "大太犬", "育肓", "政攻致", "计汁",
    "技枝", "住往佳",
    "财材", "税悦说", "交文", "信言", "民氏", "公分", "司同", "水永", "利科", "农衣", "商高",
    "审宙", "统充", "局居",
    "清青情", "港巷", "沙抄", "楚焚", "龙尤", "鸡鸭", "坎次", "玉王", "环坏", "城诚", "运远",
    "轮输", "输榆", "规视",
    "划戈", "管菅", "场扬汤", "监蓝", "督暂", "贸贺", "旅族", "体休", "健建", "生牛", "医匠",
    "障章", "防妨", "乡多",
)  # fmt: skip
"""Signs that look alike: a scanner, or Wubi, writes one for the other."""

#include "i18n/pronounce/syllable.hpp"

#include "i18n/text.hpp"

namespace bianmin::i18n {
namespace {

// Sorted: it is searched by halves.
constexpr auto kBases = std::to_array<std::string_view>({
    "a",    "ai",    "an",    "ang",   "ao",     "ba",   "bai",   "ban",   "bang",  "bao",    "bei",   "ben",
    "beng", "bi",    "bian",  "biao",  "bie",    "bin",  "bing",  "bo",    "bu",    "ca",     "cai",   "can",
    "cang", "cao",   "ce",    "cei",   "cen",    "ceng", "cha",   "chai",  "chan",  "chang",  "chao",  "che",
    "chen", "cheng", "chi",   "chong", "chou",   "chu",  "chua",  "chuai", "chuan", "chuang", "chui",  "chun",
    "chuo", "ci",    "cong",  "cou",   "cu",     "cuan", "cui",   "cun",   "cuo",   "da",     "dai",   "dan",
    "dang", "dao",   "de",    "dei",   "den",    "deng", "di",    "dia",   "dian",  "diao",   "die",   "din",
    "ding", "diu",   "dong",  "dou",   "du",     "duan", "dui",   "dun",   "duo",   "e",      "ei",    "en",
    "eng",  "er",    "fa",    "fan",   "fang",   "fei",  "fen",   "feng",  "fiao",  "fo",     "fou",   "fu",
    "ga",   "gai",   "gan",   "gang",  "gao",    "ge",   "gei",   "gen",   "geng",  "gong",   "gou",   "gu",
    "gua",  "guai",  "guan",  "guang", "gui",    "gun",  "guo",   "ha",    "hai",   "han",    "hang",  "hao",
    "he",   "hei",   "hen",   "heng",  "hm",     "hong", "hou",   "hu",    "hua",   "huai",   "huan",  "huang",
    "hui",  "hun",   "huo",   "ji",    "jia",    "jian", "jiang", "jiao",  "jie",   "jin",    "jing",  "jiong",
    "jiu",  "ju",    "juan",  "jue",   "jun",    "ka",   "kai",   "kan",   "kang",  "kao",    "ke",    "kei",
    "ken",  "keng",  "kong",  "kou",   "ku",     "kua",  "kuai",  "kuan",  "kuang", "kui",    "kun",   "kuo",
    "la",   "lai",   "lan",   "lang",  "lao",    "le",   "lei",   "leng",  "li",    "lia",    "lian",  "liang",
    "liao", "lie",   "lin",   "ling",  "liu",    "lo",   "long",  "lou",   "lu",    "luan",   "lun",   "luo",
    "lv",   "lvan",  "lve",   "m",     "ma",     "mai",  "man",   "mang",  "mao",   "me",     "mei",   "men",
    "meng", "mi",    "mian",  "miao",  "mie",    "min",  "ming",  "miu",   "mo",    "mou",    "mu",    "n",
    "na",   "nai",   "nan",   "nang",  "nao",    "ne",   "nei",   "nen",   "neng",  "ng",     "ni",    "nia",
    "nian", "niang", "niao",  "nie",   "nin",    "ning", "niu",   "nong",  "nou",   "nu",     "nuan",  "nun",
    "nuo",  "nv",    "nve",   "o",     "ou",     "pa",   "pai",   "pan",   "pang",  "pao",    "pei",   "pen",
    "peng", "pi",    "pia",   "pian",  "piao",   "pie",  "pin",   "ping",  "po",    "pou",    "pu",    "qi",
    "qia",  "qian",  "qiang", "qiao",  "qie",    "qin",  "qing",  "qiong", "qiu",   "qu",     "quan",  "que",
    "qun",  "r",     "ran",   "rang",  "rao",    "re",   "ren",   "reng",  "ri",    "rong",   "rou",   "ru",
    "rua",  "ruan",  "rui",   "run",   "ruo",    "sa",   "sai",   "san",   "sang",  "sao",    "se",    "sen",
    "seng", "sha",   "shai",  "shan",  "shang",  "shao", "she",   "shei",  "shen",  "sheng",  "shi",   "shou",
    "shu",  "shua",  "shuai", "shuan", "shuang", "shui", "shun",  "shuo",  "si",    "song",   "sou",   "su",
    "suan", "sui",   "sun",   "suo",   "ta",     "tai",  "tan",   "tang",  "tao",   "te",     "tei",   "teng",
    "ti",   "tian",  "tiao",  "tie",   "ting",   "tong", "tou",   "tu",    "tuan",  "tui",    "tun",   "tuo",
    "wa",   "wai",   "wan",   "wang",  "wei",    "wen",  "weng",  "wo",    "wong",  "wu",     "xi",    "xia",
    "xian", "xiang", "xiao",  "xie",   "xin",    "xing", "xiong", "xiu",   "xu",    "xuan",   "xue",   "xun",
    "ya",   "yai",   "yan",   "yang",  "yao",    "ye",   "yi",    "yin",   "ying",  "yo",     "yong",  "you",
    "yu",   "yuan",  "yue",   "yun",   "za",     "zai",  "zan",   "zang",  "zao",   "ze",     "zei",   "zen",
    "zeng", "zha",   "zhai",  "zhan",  "zhang",  "zhao", "zhe",   "zhen",  "zheng", "zhi",    "zhong", "zhou",
    "zhu",  "zhua",  "zhuai", "zhuan", "zhuang", "zhui", "zhun",  "zhuo",  "zi",    "zong",   "zou",   "zu",
    "zuan", "zui",   "zun",   "zuo",
});
static_assert(std::is_sorted(kBases.begin(), kBases.end()));

struct Accented {
  char32_t accented;
  char letter;
  char tone;
};
constexpr auto kAccents = std::to_array<Accented>({
    {U'ā', 'a', '1'}, {U'á', 'a', '2'}, {U'ǎ', 'a', '3'}, {U'à', 'a', '4'}, {U'ē', 'e', '1'}, {U'é', 'e', '2'},
    {U'ě', 'e', '3'}, {U'è', 'e', '4'}, {U'ī', 'i', '1'}, {U'í', 'i', '2'}, {U'ǐ', 'i', '3'}, {U'ì', 'i', '4'},
    {U'ō', 'o', '1'}, {U'ó', 'o', '2'}, {U'ǒ', 'o', '3'}, {U'ò', 'o', '4'}, {U'ū', 'u', '1'}, {U'ú', 'u', '2'},
    {U'ǔ', 'u', '3'}, {U'ù', 'u', '4'}, {U'ǖ', 'v', '1'}, {U'ǘ', 'v', '2'}, {U'ǚ', 'v', '3'}, {U'ǜ', 'v', '4'},
    {U'ü', 'v', '5'}, {U'ń', 'n', '2'}, {U'ň', 'n', '3'}, {U'ǹ', 'n', '4'}, {U'ḿ', 'm', '2'},
});

}  // namespace

bool is_syllable_base(std::string_view base) { return std::binary_search(kBases.begin(), kBases.end(), base); }

bool is_syllable(std::string_view text) {
  return text.size() >= 2 && text.back() >= '1' && text.back() <= '5' &&
         is_syllable_base(text.substr(0, text.size() - 1));
}

std::string from_accents(std::string_view text) {
  std::string out;
  char tone = '5';
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    if (c >= U'a' && c <= U'z') {
      out += static_cast<char>(c);
      continue;
    }
    const auto found =
        std::find_if(kAccents.begin(), kAccents.end(), [&](const Accented& a) { return a.accented == c; });
    if (found == kAccents.end()) return {};
    out += found->letter;
    if (found->tone != '5') tone = found->tone;
  }
  if (out == "lue") out = "lve";
  if (out == "nue") out = "nve";
  if (!is_syllable_base(out)) return {};
  return out + tone;
}

}  // namespace bianmin::i18n

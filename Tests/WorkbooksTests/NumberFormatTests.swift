import TabularCore
import Testing
import Workbooks

@Suite struct NumberFormatTests {
  @Test(arguments: [
    ("General", NumberFormatClass.general), ("0", .general), ("0.00", .general),
    ("0.00E+00", .general), ("##0.0E+0", .general), ("# ?/?", .general), ("", .general),
    ("\"day\" 0", .general), ("0\\d", .general), ("0_d", .general), ("0*d", .general),
    ("[Red]0", .general), ("[>100]0", .general), ("[$EUR] 0.00", .general),
    ("General;[Red]-General", .general), ("0;yyyy", .general), (";;;", .general),
    ("[Red]General", .general), ("GENERAL", .general), ("[Magenta]0.0", .general),
    ("#,##0", .grouped), ("#,##0.00", .grouped), ("_-* #,##0.00\\ _€_-", .grouped),
    ("[$$-409]#,##0.00;[Red]-[$$-409]#,##0.00", .grouped), ("0,", .general),
    ("0%", .percent), ("0.00%", .percent), ("\"%\"0", .general),
    ("yyyy-mm-dd", .date), ("yyyy\\-mm\\-dd", .date), ("dd/mm/yy", .date), ("mmm-yy", .date),
    ("mmmm", .date), ("m", .date), ("[$-409]d\\-mmm\\-yy;@", .date),
    ("[$-F800]dddd\\,\\ mmmm", .date),
    ("[$-411]ge.m.d", .date), ("[$-411]gggee\"年\"m\"月\"d\"日\"", .date), ("aaaa", .date),
    ("DD.MM.YYYY", .date), ("[Blue]yyyy", .date), ("d \"de\" mmmm \"de\" yyyy", .date),
    ("bbbb", .date), ("[ENG][$-409]d-mmm;@", .date),
    ("h:mm", .time), ("hh:mm:ss", .time), ("mm:ss", .time), ("mm:ss.0", .time),
    ("h:mm AM/PM", .time), ("h:mm a/p", .time), ("[$-F400]h:mm:ss\\ AM/PM", .time),
    ("h\"h\"mm", .time), ("s", .time),
    ("yyyy-mm-dd hh:mm", .dateTime), ("m/d/yy h:mm", .dateTime), ("hh:mm dd/mm/yyyy", .dateTime),
    ("[$-409]m/d/yy h:mm AM/PM;@", .dateTime), ("yyyy\\-mm\\-dd\\Thh:mm:ss.000", .dateTime),
    ("mmm d h", .dateTime),
    ("[h]:mm", .duration), ("[hh]:mm:ss", .duration), ("[mm]:ss", .duration), ("[ss]", .duration),
    ("[H]:MM", .duration), ("d [h]", .duration),
    ("@", .text), ("@\" kg\"", .text), ("General;General;General;@", .general),
    ("\"unclosed", .general), ("[unclosed", .general), ("\\", .general), ("[", .general),
  ])
  func code_hasItsClass(code: String, format: NumberFormatClass) {
    #expect(NumberFormat(code: code).formatClass(of: 1) == format)
  }

  /// Digits make a number, whatever letters stand beside them; words that no date has are words.
  @Test(arguments: [
    ("#,##0.00 USD", NumberFormatClass.grouped), ("0 db", .general), ("0.0 h", .general),
    ("0 days", .general), ("d 0", .general), ("0%d", .percent), ("# ?/? yd", .general),
    ("[$-409]0.00 am", .general), ("0.00E+00 s", .general), ("ddd 0", .general),
    ("Standard", .general), ("STANDARD", .general), ("Standaard", .general), ("Geral", .general),
    ("Standardowy", .general), ("Estándar", .general), ("Genel", .general), ("Yleinen", .general),
    ("Általános", .general), ("Obecný", .general), ("Основной", .general), ("Γενικός", .general),
    ("G/標準", .general), ("G/通用格式", .general), ("G/표준", .general),
    ("[Red]G/標準", .general), ("Standard\" kg\"", .general), ("[$-411]ge/m/d", .date),
    ("BOOLEAN", .general), ("\"TRUE\";\"TRUE\";\"FALSE\"", .general),
    ("mm:ss.0", .time), ("hh:mm:ss.000", .time), ("hh:mm:ss\\.000", .time),
    ("hh:mm:ss\".\"00", .time), ("yyyy-mm-dd hh:mm:ss,000", .dateTime), ("[h]:mm:ss.00", .duration),
    ("[ss].00", .duration), ("ss.###", .time), ("mm:ss.0 h0", .general),
    ("yyyymmdd", .date), ("yyyymmddThhmmss", .dateTime), ("yyyy-mm-ddThh:mm:ss", .dateTime),
    ("h:mm Uhr", .time), ("dd-MON-yy", .date), ("DD.MM.YYYY r.", .date), ("h:mmAM/PM", .time),
    ("[$-404]e/m/d", .date), ("[$-404]e\"年\"m\"月\"d\"日\"", .date), ("yyyy年m月d日", .date),
    ("上午/下午h\"时\"mm\"分\"", .time), ("[$-D07041E]d/m/yyyy", .date),
    ("[~buddhist]D/MM/YYYY", .date), ("[DBNum1][$-804]yyyy", .date), ("B2dd/mm/yyyy", .date),
    ("[h]\":\"mm\":\"ss", .duration), ("d\"/\"m\"/\"yyyy", .date),
    ("_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)", .grouped), ("@@", .text),
  ])
  func lettersAndDigits_areToldApart(code: String, format: NumberFormatClass) {
    #expect(NumberFormat(code: code).formatClass(of: 1) == format)
  }

  /// The section that applies to a number decides.
  @Test(arguments: [
    ("[=0]\"\";0%", [0: NumberFormatClass.general, 0.6: .percent, -0.6: .percent]),
    ("[=0]\"\";dd/mm/yyyy", [0: .general, 45_000: .date]),
    ("[<=0]\"-\";[h]:mm", [0: .general, -1: .general, 0.5: .duration]),
    ("[<0]dd/mm/yyyy;#,##0", [-1: .date, 0: .grouped, 45_000: .grouped]),
    ("0%;-0%;\"-\"", [1: .percent, -1: .percent, 0: .general]),
    ("0;yyyy", [1: .general, 0: .general, -1: .date]),
    ("0;yyyy;h:mm", [1: .general, -1: .date, 0: .time]),
    ("0;yyyy;h:mm;@", [1: .general, -1: .date, 0: .time]),
    ("dd/mm/yyyy;;", [45_000: .date, 0: .general, -1: .general]),
    ("0%;@", [1: .percent, 0: .percent, -1: .percent]),
    ("[$-409]mmmm d;@", [1: .date, -1: .date]),
    ("[>=1]0%", [1: .percent, 0.5: .general]),
    ("[>100]\"big\";[>10]0%;yyyy", [101: .general, 11: .percent, 10: .date, -1: .date]),
    ("[>=10]0%;[<5]yyyy", [10: .percent, 4: .date, 7: .general]),
    ("[>100]0%;yyyy;0.0", [101: .percent, -1: .date, 5: .general]),
    ("0%;[<-5]yyyy", [0: .percent, -6: .date, -1: .general]),
    ("[<>0]0%;0.0", [0: .general, 3: .percent]), ("[= 1,5]0%;0.0", [1.5: .percent, 1: .general]),
    ("[Red][<1e2]0%;[Blue]0", [99: .percent, 100: .general]),
    ("#,##0;[Red]-#,##0;\"-\"", [1: .grouped, -1: .grouped, 0: .grouped]),
    ("0.0 \"a;b\";yyyy", [1: .general, -1: .date]), ("0\\;yyyy;h", [1: .general, -1: .time]),
    ("[=x]0%;yyyy", [1: .percent, -1: .date]), (";;;@", [1: .general, 0: .general]),
  ])
  func section_isChosenByTheNumber(code: String, classes: [Double: NumberFormatClass]) {
    let format = NumberFormat(code: code)
    for (number, expected) in classes {
      #expect(format.formatClass(of: number) == expected, "\(number)")
    }
  }

  @Test(arguments: [
    ("yyyy-mm-dd HH:mm:ss UTC", NumberFormatClass.utcDateTime),
    ("yyyy-mm-dd hh:mm \"utc\"", .utcDateTime), ("yyyy-mm-dd\"T\"hh:mm:ss\"Z\"", .utcDateTime),
    ("yyyy-mm-dd\\Thh:mm:ss\\Z", .utcDateTime), ("yyyy-mm-ddThh:mm:ss.000Z", .utcDateTime),
    ("d/m/yyyy h:mm (GMT)", .utcDateTime), ("[$UTC]yyyy-mm-dd hh:mm", .utcDateTime),
    ("yyyy-mm-dd hh:mm:ss+00:00", .utcDateTime), ("yyyy-mm-dd hh:mm \"UTC+0\"", .utcDateTime),
    ("yyyy-mm-dd hh:mm \"+01:00\"", .zonedDateTime), ("yyyy-mm-dd hh:mm \"EST\"", .zonedDateTime),
    ("yyyy-mm-dd hh:mm \"UTC-5\"", .zonedDateTime), ("hh:mm \"UTC\"", .zonedTime),
    ("hh:mm \"CET\"", .zonedTime), ("yyyy-mm-dd hh:mm:ss GMT", .utcDateTime),
    ("yyyy-mm-dd hh:mm EST", .zonedDateTime), ("yyyy-mm-dd hh:mm MST", .zonedDateTime),
    ("\"il est\" hh:mm", .time), ("yyyy-mm-dd \"UTC\"", .date),
    ("yyyy-mm-dd hh-mm", .dateTime), ("d-m h\"h\"mm", .dateTime), ("0 UTC", .general),
  ])
  func zone_shownBesideATime_isSeen(code: String, format: NumberFormatClass) {
    #expect(NumberFormat(code: code).formatClass(of: 45_000) == format)
  }

  @Test(arguments: [
    (0, NumberFormatClass.general), (1, .general), (3, .grouped), (9, .percent), (11, .general),
    (14, .date), (17, .date), (18, .time), (21, .time), (22, .dateTime), (27, .date), (45, .time),
    (46, .duration), (47, .time), (49, .text), (57, .date), (58, .date), (164, .general),
    (-1, .general),
  ])
  func builtIn_hasItsClass(id: Int, format: NumberFormatClass) {
    #expect(NumberFormat.builtIn(id) == format)
  }

  @Test(arguments: [
    (34, FormatLanguage.japanese, NumberFormatClass.date), (34, .korean, .date),
    (34, .simplifiedChinese, .time), (34, .traditionalChinese, .time), (52, .japanese, .date),
    (52, .simplifiedChinese, .date), (52, .traditionalChinese, .time), (55, .japanese, .date),
    (56, .simplifiedChinese, .time), (32, .japanese, .time), (27, .korean, .date),
  ])
  func builtIn_dependsOnTheLanguage(
    id: Int, language: FormatLanguage, format: NumberFormatClass
  ) {
    #expect(NumberFormat.builtIn(id, language: language) == format)
  }

  @Test func builtIn_withoutLanguage() {
    #expect([34, 35, 55, 56].allSatisfy { NumberFormat.builtIn($0) == .time })
    #expect(NumberFormat.builtIn(52) == .date)
    #expect(NumberFormat.builtIn(78) == .time)
    #expect(NumberFormat.builtIn(79) == .duration)
  }

  @Test func hugeCode_isClassifiedAtOnce() {
    let code = String(repeating: "[Red]\"x\"", count: 20_000) + "yyyy"
    #expect(NumberFormat(code: code).formatClass(of: 1) == .date)
  }
}

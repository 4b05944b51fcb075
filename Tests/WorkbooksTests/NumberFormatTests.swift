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
  func code_hasTheClassOfItsFirstSection(code: String, format: NumberFormatClass) {
    #expect(NumberFormat.classify(code) == format)
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

  @Test func hugeCode_isClassifiedAtOnce() {
    let code = String(repeating: "[Red]\"x\"", count: 20_000) + "yyyy"
    #expect(NumberFormat.classify(code) == .date)
  }
}

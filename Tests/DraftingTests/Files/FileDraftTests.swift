import Drafting
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// Packages that are drafted from filled files are checked clean, and the files import with them.
@Suite struct FileDraftTests {
  @Test func twoFiles_giveTypesKeysReferencesAndLists() throws {
    let setting = try DraftSetting()
    let sites = try setting.scratch.write(
      "sites.csv",
      """
      Site code;Nom;Opened on;Active?;Time zone;Rent;Contact e-mail
      OSL-01;Åsgård;13/02/2026;oui;Europe/Oslo;1 200,50;a@x.example
      OSL-02;Nord;01/03/2026;non;Europe/Oslo;900,00;b@x.example
      PAR-01;Sud;05/04/2026;oui;Europe/Paris;1 000,25;c@x.example

      """)
    let orders = try setting.scratch.write(
      "orders.csv",
      """
      Order no,Site code,State,Items,Card,Due
      0001,OSL-01,open,3,yes,2026-05-01 09:00
      0002,OSL-01,open,2,no,2026-05-02 09:30
      0003,PAR-01,closed,1,yes,2026-05-03 10:00
      0004,PAR-01,open,1,,
      0005,OSL-01,closed,9,yes,2026-05-05 10:00
      0006,OSL-01,closed,9,yes,2026-05-05 10:00

      """)
    let draft = try setting.service.draft(named: "shop", from: [orders, sites])
    #expect(draft.leftErrors == [])
    #expect(
      draft.tables[0].fields.map { "\($0.name) \($0.type.rawValue)" } == [
        "order_no code", "site_code code", "state enum", "items integer", "card boolean",
        "due datetime", "time_zone time-zone",
      ])
    #expect(
      draft.tables[1].fields.map { "\($0.name) \($0.type.rawValue)" } == [
        "site_code code", "nom string", "opened_on date", "active boolean", "time_zone time-zone",
        "rent decimal", "contact_e_mail email",
      ])
    #expect(draft.tables.map(\.key) == [["order_no"], ["site_code"]])
    #expect(
      draft.tables[0].references.map { "\($0.field) \($0.table).\($0.target)" } == [
        "site_code sites.site_code"
      ])
    #expect(draft.field("orders", "state")?.values == ["closed", "open"])
    #expect(draft.field("orders", "card")?.isRequired == false)
    #expect(draft.field("sites", "opened_on")?.guesses.first?.reason == "dayFirst")
    #expect(draft.field("sites", "rent")?.guesses.first?.reason == "decimalComma")
    #expect(draft.field("orders", "order_no")?.guesses.first?.reason == "leadingZeros")
    let folder = try setting.write(draft)
    #expect(DraftSetting.mistakes(folder) == [])
    let report = try setting.run([orders, sites], folder)
    #expect(report.told.filter { $0.hasPrefix("error") } == [])
    let store = setting.scratch.path(of: "s.sqlite")
    #expect(try setting.run([orders, sites], folder, store: store, executes: true).run.isWritten)
  }

  /// Names that break careless programs: SQL words, nothing, twice the same, those of the tool, letters of
  /// other scripts, 200 columns.
  @Test(arguments: [
    "select,from,order,group,table,index,values\nA1,1,x,2,y,3,z\nA2,2,x,2,y,3,z\n",
    "id,created_at,updated_at,created_run,_row,rowid\n1,a,b,c,d,e\n2,a,b,c,d,e\n",
    "notes,action,source_id,Remarks,Operation\nn,call,s1,r,phone\nn,call,s2,r,phone\n",
    "notes,code\nfree text,A1\nmore text,A2\n",
    "姓名,年龄,Ödipus\n王,3,x\n李,4,y\n", "Prénom,Prenom,prenom (2)\na,b,c\nd,e,f\n",
    "1st,2nd,%,(x),*,'\n1,2,3,4,5,6\n2,3,4,5,6,7\n", "a,b\n,\n,\n", "only\nrow\n",
    "\u{FEFF}k,v\n1,=1+1\n2,-\n", "k,v\n1,\"line\nbreak\"\n2,x\n",
    "k,card\n1,4111111111111111\n2,x\n",
    "k,d\n1,03/04/2026\n2,05/06/2026\n", "k,d\n1,13/04/2026\n2,05/16/2026\n",
    "k,n\n1,1.250\n2,2.500\n", "k,n\n1,\"1,250\"\n2,\"2.500,75\"\n", "k,m\n1,$12.50\n2,CAD 13\n",
    "k,p\n1,60%\n2,12.5 %\n", "k,t\n1,9:00\n2,14h30\n",
    "k,u\n1,https://a.example/x\n2,http://b.example\n",
    "k,Password\n1,Secret123!\n2,Other456?\n", "k,Password\n1,a\n2,b\n",
    "a,b,c\nx,1,p\nx,2,p\ny,1,p\ny,2,p\n", "a,b\nx,1\nx,1\n", "k,v\n1,null\n2,none\n3,n/a\n",
    "code,parent_code\nA,\nB,A\nC,A\n", "k,z\n1,America/Toronto\n2,UTC\n",
    "k,phone\n1,+14165550123\n2,+33 1 23 45 67 89\n", "k,phone\n1,416 555 0123\n2,555-0199\n",
    "k,big\n1,12345678901234567890\n2,12345678901234567891\n",
    "k,s\n1,#EXAMPLE\n2,x\n", "Total,k\nx,1\ny,2\n",
  ])
  func hostileTables_areDraftedAndImport(text: String) throws {
    let setting = try DraftSetting()
    let file = try setting.scratch.write("things.csv", text)
    let draft = try setting.service.draft(named: "p", from: [file])
    let folder = try setting.write(draft)
    #expect(DraftSetting.mistakes(folder).filter { !$0.hasPrefix("warning") } == [])
    let errors = try setting.run([file], folder).told.filter { $0.hasPrefix("error") }
    // A file without a row cannot be imported by any package.
    #expect(errors.allSatisfy { $0.contains("file.no-rows") }, "\(errors)")
    #expect(draft.leftErrors.count == errors.count, "\(draft.leftErrors)")
  }

  @Test func twoHundredColumns_areDrafted() throws {
    let setting = try DraftSetting()
    let header = (1...200).map { "Column \($0)" }.joined(separator: ",")
    let rows = (1...5).map { row in (1...200).map { "\(row * 1000 + $0)" }.joined(separator: ",") }
    let file = try setting.scratch.write(
      "wide.csv", ([header] + rows).joined(separator: "\n") + "\n")
    let draft = try setting.service.draft(named: "p", from: [file])
    #expect(draft.leftErrors == [])
    #expect(draft.tables[0].fields.count == 200)
    #expect(draft.tables[0].key == ["column_1"])
  }

  /// What a column with a personal or secret name holds stands nowhere in a draft.
  @Test func valuesOfPeople_areNotTold() throws {
    let setting = try DraftSetting()
    let file = try setting.scratch.write(
      "staff.csv",
      """
      No,First name,Gender,E-mail,Password,Birth date,Town
      1,Zyxana,zq,zyx1@q.example,Zyxpass1!,1990-12-31,Oslo
      2,Zyxbert,zq,zyx2@q.example,Zyxpass2!,1991-11-30,Oslo
      3,Zyxcarl,zq,zyx3@q.example,Zyxpass3!,1992-10-29,Oslo
      4,Zyxdora,zw,zyx4@q.example,Zyxpass4!,1993-09-28,Bergen
      5,Zyxemil,zw,zyx5@q.example,Zyxpass5!,1994-08-27,Bergen
      6,Zyxfred,zw,zyx6@q.example,Zyxpass6!,1995-07-26,Bergen

      """)
    let draft = try setting.service.draft(named: "p", from: [file])
    #expect(draft.leftErrors == [])
    var told = draft.descriptors.map(\.content).joined()
    for table in draft.tables {
      for guess in table.guesses + table.fields.flatMap(\.guesses) {
        told += guess.value + guess.evidence.english
      }
    }
    #expect(told.contains("Oslo"))
    for value in ["Zyx", "zyx", "zq", "1990", "12-31"] {
      #expect(!told.contains(value), "\(value)")
    }
    #expect(draft.field("staff", "password")?.secretPolicy == .hash)
  }

  @Test(arguments: ["exam-platform", "student-management", "training-center", "hq-field"])
  func shippedExamples_importWithTheirDraft(package: String) throws {
    let setting = try DraftSetting()
    let root = try Repository.path(of: "Templates/\(package)/examples/clean")
    let files = try FileManager.default.contentsOfDirectory(atPath: root).sorted()
      .map { root + "/" + $0 }
    let draft = try setting.service.draft(named: "p", from: files)
    #expect(draft.leftErrors == [])
    let folder = try setting.write(draft)
    #expect(DraftSetting.mistakes(folder).filter { !$0.hasPrefix("warning") } == [])
    let report = try setting.run(files, folder)
    #expect(report.told.filter { $0.hasPrefix("error") } == [])
    // Where people left columns of the key blank, or wrote one record twice, no columns tell rows apart.
    let keyless = draft.tables.filter(\.key.isEmpty)
    #expect(keyless.map(\.name) == (Self.keyless[package] ?? []))
    #expect(keyless.allSatisfy { $0.guesses.first?.reason == "noUniqueColumns" })
    // A column that says where somebody lives is no key, though it may differ in all rows.
    #expect(!draft.tables.contains { $0.key == ["postal_code"] })
  }

  private static let keyless = [
    "exam-platform": ["location_proctors", "session_proctors"],
    "student-management": ["attendance", "enrollments"],
  ]

  /// Headers that an import takes for one name leave no column to draft.
  @Test func tableOfOneNameOnly_isNotDrafted() throws {
    let setting = try DraftSetting()
    let file = try setting.scratch.write("things.csv", "a b,a_b,A-B,ab\n1,2,3,4\n5,6,7,8\n")
    #expect(throws: ServiceFailure.self) { try setting.service.draft(named: "p", from: [file]) }
  }

  /// Tables of random columns import with their draft, whatever their columns hold.
  @Test(arguments: 1...12)
  func generatedTables_importWithTheirDraft(seed: UInt64) throws {
    let setting = try DraftSetting()
    var random = SeededGenerator(seed: seed)
    var keys: [String] = []
    var files: [String] = []
    for name in ["alphas", "betas", "gammas"] {
      let count = Int.random(in: 1...40, using: &random)
      var columns = [("\(name.dropLast())_code", (0..<count).map { "\(name.first ?? "x")\($0)" })]
      if !keys.isEmpty {
        columns.append(
          ("alpha_code", (0..<count).map { _ in keys.randomElement(using: &random) ?? "" }))
      }
      for index in 0..<Int.random(in: 1...6, using: &random) {
        let kind = Int.random(in: 0..<GeneratedColumn.kinds, using: &random)
        columns.append(
          ("Field \(index)", (0..<count).map { _ in GeneratedColumn.value(kind, &random) }))
      }
      if name == "alphas" { keys = columns[0].1 }
      let rows = (0..<count).map { row in
        columns.map { "\"" + $0.1[row].replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",")
      }
      files.append(
        try setting.scratch.write(
          name + ".csv",
          ([columns.map(\.0).joined(separator: ",")] + rows).joined(separator: "\n") + "\n"))
    }
    let draft = try setting.service.draft(named: "p", from: files)
    #expect(draft.leftErrors == [])
    let folder = try setting.write(draft)
    #expect(DraftSetting.mistakes(folder).filter { !$0.hasPrefix("warning") } == [])
    #expect(try setting.run(files, folder).told.filter { $0.hasPrefix("error") } == [])
  }
}

/// Values of columns that people have.
private enum GeneratedColumn {
  static let kinds = 14

  static func value(_ kind: Int, _ random: inout SeededGenerator) -> String {
    let number = Int.random(in: 0..<100_000, using: &random)
    let isBlank = Int.random(in: 0..<6, using: &random) == 0
    switch kind {
    case 0: return isBlank ? "" : String(number)
    case 1: return "\(number / 100).\(number % 100)"
    case 2: return ["yes", "no", ""].randomElement(using: &random) ?? ""
    case 3: return ["red", "green", "blue"].randomElement(using: &random) ?? ""
    case 4: return "2026-0\(1 + number % 9)-1\(number % 9)"
    case 5: return "\(1 + number % 28)/\(1 + number % 12)/2026"
    case 6: return isBlank ? "n/a" : "p\(number)@x.example"
    case 7: return String(repeating: "0", count: 3) + String(number)
    case 8: return "Text with \"quotes\", commas and \(number)"
    case 9: return "\(number % 24):\(10 + number % 50)"
    case 10: return "\(number % 90),\(number % 10)"
    case 11: return ["CA", "US", "FR"].randomElement(using: &random) ?? ""
    case 12: return isBlank ? "-" : "line\nbreak \(number)"
    default: return ["1", "x", "2026-01-01", "yes", "4,5"].randomElement(using: &random) ?? ""
    }
  }
}

/// Random numbers that are the same in every run.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

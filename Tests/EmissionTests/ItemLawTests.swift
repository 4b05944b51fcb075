import Emission
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport
import Testing

/// Store → QTI → store gives the same records.
@Suite struct ItemLawTests {
  private let scratch: ScratchFolder
  private let package: DataPackage
  private let service = ImportService(
    Surroundings(author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0")))

  init() throws {
    scratch = try ScratchFolder()
    package = try PackageLoader.load(path: Repository.path(of: "Schemas/exam-platform"))
  }

  private func store(_ name: String) -> StoreChoice {
    StoreChoice(store: "sqlite:" + scratch.path(of: name + ".sqlite"))
  }

  @discardableResult
  private func execute(_ files: [String], _ name: String) throws -> ImportReport {
    var request = ImportRequest(files: files, package: package.path)
    request.store = store(name)
    request.options.mode = .execute
    let report = try service.prepare(request).run()
    #expect(report.run.isWritten, "\(report.issues.issues.map(\.code))")
    return report
  }

  /// Every record of the items and their groups, as text.
  private func records(_ name: String) throws -> [String] {
    let emission = try #require(ItemEmission(package))
    return try service.reading(store(name), of: package, for: "emit", tables: []) { records in
      var stored = StoredEmission(records, of: package)
      var lines: [String] = []
      for table in emission.tables {
        guard let schema = package.table(named: table) else { continue }
        try stored.forEachRecord(of: schema) { record in
          let values = record.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
          lines.append("\(table) \(record.key) \(values.joined(separator: " | "))")
        }
      }
      return lines
    }
  }

  /// Questions that are hard to say in QTI, each for another reason.
  private static let hard = #"""
    pool_code,question_code,type,stem,option_a,option_b,option_c,correct,points,penalty,feedback,shuffle_options,topic,status
    ZZ,1-STARTS-WITH-DIGIT,single,"a  b

    <i>c</i> & d",x,"two
    lines",,B,2.5,0.25,"why
    not",no,None of it,draft
    ZZ,T,single,Looks like true-false,True,False,,A,1,0,,yes,,active
    ZZ,M,multiple,Several,one,two,three,A;C,3,1,,yes,,retired
    ZZ,TF,true-false,Plain,,,,FALSE,1,0,,no,,active
    ZZ,N,numeric,How many?,,,,-12.50,1,0,,yes,,active
    ZZ,S,short,Who?,,,,,1,0,,yes,,active
    ZZ,E,essay,Why?,,,,,10,0,,no,,active
    """#

  @Test func storeToPackageToStore_changesNothing() throws {
    let folder = try Repository.path(of: "Templates/exam-platform/examples/clean")
    let bank = folder + "/question-bank.xlsx"
    let people = folder + "/instructors.csv"
    let pools = try scratch.write(
      "question_pools.csv",
      "pool_code,name,parent_pool_code,description\nZZ,\"Z, & <co>\",9-TOP,\"two\nlines\"\n9-TOP,Top,,\n"
    )
    let questions = try scratch.write("questions.csv", Self.hard + "\n")
    try execute([people, bank, pools, questions], "a")
    let emission = try #require(ItemEmission(package))
    let path = scratch.path(of: "bank.zip")
    func write() throws -> ItemEmission.Result {
      try service.reading(store("a"), of: package, for: "emit", tables: []) { records in
        try emission.write(StoredEmission(records, of: package), to: path)
      }
    }
    let result = try write()
    let bytes = try scratch.contents(of: "bank.zip")
    _ = try write()
    #expect(try scratch.contents(of: "bank.zip") == bytes)
    let before = try records("a")
    let kinds = ["=matching", "=ordering", "=fill-blank"]
    let sayable = before.filter { line in !kinds.contains { line.contains("type" + $0) } }
    #expect(before.count == result.groupCount + result.itemCount + (before.count - sayable.count))
    #expect(
      result.unexpressed.filter { $0.reason == "itemKind" }.count == before.count - sayable.count)
    try execute([people], "b")
    let report = try execute([path], "b")
    #expect(report.issues.count(of: .error) == 0)
    #expect(
      report.issues.issues.filter { $0.severity == .warning && $0.code.area == "item" }.isEmpty)
    #expect(try records("b") == sayable)
    // Once more into the store it is of: nothing changes.
    let again = try execute([path], "a")
    #expect(again.ledger.map(\.updated).reduce(0, +) == 0)
    #expect(again.ledger.map(\.created).reduce(0, +) == 0)
  }
}

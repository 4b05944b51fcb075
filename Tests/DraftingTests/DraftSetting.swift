import Drafting
import Foundation
import ImportPipeline
import ImportService
import Schemas
import TabularCore
import TestSupport

/// A folder, a service, and what tests of drafts do again and again.
struct DraftSetting {
  static let now = "2027-03-06T14:14:02Z"

  let scratch: ScratchFolder
  let service: ImportService

  init() throws {
    scratch = try ScratchFolder()
    service = ImportService(
      Surroundings(
        author: RunAuthor(operatorName: "mlee", host: "ops1", toolVersion: "0.0.0"),
        clock: try RunClock(at: Self.now)))
  }

  /// Writes a draft with a decision about its passwords; returns its folder.
  func write(_ draft: DraftedPackage, secrets: String? = nil, as name: String = "p") throws
    -> String
  {
    let folder = scratch.path(of: name)
    try service.write(draft, to: folder)
    guard let secrets else { return folder }
    for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let path = folder + "/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing(
        #""registrar:type": "secret""#,
        with: #""registrar:type": "secret", "registrar:secret": "\#(secrets)""#
      ).write(toFile: path, atomically: true, encoding: .utf8)
    }
    return folder
  }

  /// An import of files with a package; its errors and warnings, and what it wrote.
  func run(
    _ files: [String], _ package: String, store: String? = nil, executes: Bool = false
  ) throws -> ImportReport {
    var request = ImportRequest(files: files, package: package)
    request.store = StoreChoice(store: store, isOffline: store == nil)
    request.options.mode = executes ? .execute : .validate
    return try service.prepare(request).run()
  }

  /// The mistakes that a check of a package finds.
  static func mistakes(_ folder: String) -> [String] {
    PackageLoader.lint(path: folder, checks: .complete).map(told)
  }

  static func told(_ issue: TabularCore.Issue) -> String {
    "\(issue.severity.rawValue) \(issue.code) \(issue.location.file ?? "")"
      + " \(issue.location.row ?? 0) \(issue.location.field ?? issue.location.part ?? "")"
      + " \(issue.arguments.map(\.value).joined(separator: "|"))"
  }
}

extension ImportReport {
  /// The errors and warnings.
  var told: [String] { issues.issues.filter { $0.severity > .note }.map(DraftSetting.told) }
}

extension DraftedPackage {
  /// A field as `type [constraints]`.
  func field(_ table: String, _ field: String) -> DraftedField? {
    tables.first { $0.name == table }?.field(named: field)
  }
}

import Foundation
import TestSupport
import Testing

/// The arrows between the targets, as `Architecture.md` draws them.
@Suite struct TargetTests {
  /// What each target of the product may import of the project and of others; nothing else.
  private static let arrows: [String: Set<String>] = [
    "embed-languages": [],
    "embed-pages": [],
    "TabularCore": [],
    "JSONText": [],
    "CSheetXML": ["CLibraryLoading"],
    "CLibraryLoading": [],
    "CLibZip": ["CLibraryLoading"],
    "CLibXLSXWriter": ["CLibraryLoading"],
    "CLibIDN2": ["CLibraryLoading"],
    "CLibPQ": ["CLibraryLoading"],
    "CLibCurl": ["CLibraryLoading"],
    "DelimitedText": ["TabularCore"],
    "JSONRecords": ["TabularCore", "JSONText"],
    "Workbooks": ["TabularCore", "CLibZip", "CSheetXML"],
    "QTIPackages": ["TabularCore", "CLibZip", "CSheetXML", "Workbooks"],
    "Schemas": ["TabularCore", "JSONText", "crypto"],
    "RecordMapping": ["TabularCore", "JSONText", "Schemas", "CLibIDN2"],
    "RuleEvaluation": [],
    "ImportPipeline": [
      "TabularCore", "JSONText", "DelimitedText", "JSONRecords", "Workbooks", "QTIPackages",
      "Schemas", "RecordMapping", "CLibArgon2", "crypto",
    ],
    "SQLStore": ["TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "RuleEvaluation"],
    "SQLiteStore": [
      "TabularCore", "JSONText", "Schemas", "RecordMapping", "ImportPipeline", "SQLStore", "grdb",
      "sqlite",
    ],
    "PostgresStore": [
      "TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "SQLStore", "CLibPQ",
    ],
    "ImportReports": ["TabularCore", "JSONText", "ImportPipeline", "CLibZ", "crypto"],
    "TemplateWriting": [
      "TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "CLibXLSXWriter",
    ],
    "RecordExport": [
      "TabularCore", "JSONText", "Workbooks", "Schemas", "RecordMapping", "ImportPipeline",
      "TemplateWriting",
    ],
    "WorkbookOutput": [
      "TabularCore", "DelimitedText", "JSONRecords", "Workbooks", "Schemas", "RecordMapping",
      "ImportPipeline", "ImportReports", "TemplateWriting", "CLibXLSXWriter",
    ],
    "Emission": [
      "TabularCore", "JSONText", "DelimitedText", "QTIPackages", "Schemas", "RecordMapping",
      "ImportPipeline", "TemplateWriting",
    ],
    "HTTPExchange": ["CLibCurl"],
    "SystemEmission": [
      "TabularCore", "JSONText", "HTTPExchange", "Schemas", "RecordMapping", "ImportPipeline",
      "Emission", "crypto",
    ],
    "Drafting": [
      "TabularCore", "JSONText", "DelimitedText", "Workbooks", "Schemas", "RecordMapping",
      "ImportPipeline",
    ],
    "DataCare": [
      "TabularCore", "DelimitedText", "Schemas", "RecordMapping", "ImportPipeline", "crypto",
    ],
    "ImportService": [
      "TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "RecordExport", "Drafting",
      "DataCare", "SQLiteStore", "PostgresStore",
    ],
    "Migrations": [
      "TabularCore", "JSONText", "DelimitedText", "Schemas", "RecordMapping", "ImportPipeline",
      "ImportService", "crypto",
    ],
    "Submissions": ["TabularCore", "JSONText", "Schemas", "ImportPipeline", "crypto"],
    "JobQueues": ["TabularCore", "ImportPipeline"],
    "RegistrarWeb": [
      "TabularCore", "JSONText", "Schemas", "RecordMapping", "ImportPipeline", "Submissions",
      "logging", "hummingbird", "hummingbirdCore", "httpTypes", "nio", "nioPosix", "lifecycle",
      "signals", "mustache",
    ],
    "RegistrarCommands": [
      "TabularCore", "JSONText", "DelimitedText", "JSONRecords", "Workbooks", "QTIPackages",
      "Schemas", "RecordMapping", "ImportPipeline", "ImportReports", "TemplateWriting",
      "RecordExport", "WorkbookOutput", "Emission", "SystemEmission", "Drafting", "DataCare",
      "ImportService",
      "Migrations", "Submissions", "JobQueues", "RegistrarWeb",
      "argumentParser",
      "logging",
    ],
    "registrar": ["RegistrarCommands", "CMalloc"],
  ]

  @Test func targetsImportWhatIsDrawn() throws {
    let targets = try Self.targets()
    #expect(Set(targets.keys) == Set(Self.arrows.keys))
    for (name, imports) in targets {
      let drawn = Self.arrows[name] ?? []
      #expect(imports.subtracting(drawn).isEmpty, "\(name) imports what is not drawn")
      #expect(drawn.subtracting(imports).isEmpty, "\(name) does not import what is drawn")
    }
  }

  @Test func theDrawingNamesEveryTarget() throws {
    let page = try String(
      contentsOfFile: Repository.path(
        of: "Sources/ImportPipeline/ImportPipeline.docc/Architecture.md"), encoding: .utf8)
    for name in Self.arrows.keys { #expect(page.contains("`\(name)`"), "\(name) is not drawn") }
  }

  /// The targets of the product with what the manifest lets them import.
  private static func targets() throws -> [String: Set<String>] {
    let manifest = try String(contentsOfFile: Repository.path(of: "Package.swift"), encoding: .utf8)
    var targets: [String: Set<String>] = [:]
    // A target is a call with a name and perhaps a list; those of tests have a path of their own.
    let starts =
      manifest.ranges(of: "    library(").map(\.upperBound)
      + manifest.ranges(of: ".executableTarget(").map(\.upperBound)
      + manifest.ranges(of: "    .target(").map(\.upperBound)
    for start in starts {
      let call = manifest[start...].prefix(through(matching: "(", ")", in: manifest[start...]))
      guard !call.contains("path: \"Tests/") else { continue }
      let quoted = call.split(separator: "\"", omittingEmptySubsequences: false)
      guard quoted.count > 1 else { continue }
      let name = String(quoted[1])
      guard let open = call.firstIndex(of: "["), let close = call[open...].firstIndex(of: "]")
      else {
        targets[name] = []
        continue
      }
      // The first list may be of something else than dependencies.
      let labels = ["resources:", "exclude:", "plugins:"]
      guard !labels.contains(where: call[..<open].contains) else {
        targets[name] = []
        continue
      }
      targets[name] = Set(
        call[call.index(after: open)..<close].split(separator: ",")
          .map { $0.trimmingCharacters(in: .whitespacesAndNewlines.union(["\""])) }
          .filter { !$0.isEmpty })
    }
    return targets
  }

  /// How many characters a call has, from behind its open parenthesis to its own close one.
  private static func through(
    matching open: Character, _ close: Character, in text: Substring
  ) -> Int {
    var depth = 1
    var count = 0
    for character in text {
      count += 1
      if character == open { depth += 1 }
      if character == close { depth -= 1 }
      if depth == 0 { return count }
    }
    return count
  }
}

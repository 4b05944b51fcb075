import Foundation
import ImportPipeline
import ImportService
import RecordExport
import SQLiteStore
import Schemas
import TabularCore
import TestSupport
import Testing

/// A mistake of each kind in a sound row of each table of each package is found, alone, at its place.
///
/// The row is one of the clean examples, as an export of their store has it; one cell, header or row is
/// changed at a time.
@Suite struct MutationKindTests {
  private static let packages = [
    "exam-platform", "student-management", "training-center", "hq-field",
  ]

  @Test(arguments: packages) func aMistake_isFound(name: String) throws {
    let setting = try ExportSetting(name)
    let store = setting.path("s.sqlite")
    let made = try setting.importing(try ExportSetting.examples(of: name), into: store) {
      $0.options.writeMode = .upsert
    }
    try #require(made.run.isWritten, "\(made.errorTexts)")
    let package = try setting.service.package(setting.package)
    let files = try setting.export(from: store, to: "out", .csv)
    #expect(files.count == package.tables.count)
    for path in files {
      let stem = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      let table = try #require(package.tables.first { $0.fileStem == stem })
      let sound = try #require(try SoundRow(path, of: table), "\(path)")
      let mutations = Mutation.all(of: sound)
      #expect(mutations.contains { $0.kind == "cells" }, "\(table.name)")
      for mutation in mutations {
        for isSheet in [false, true] {
          let told = try setting.told(
            mutation.lines, of: table, in: package, store, isSheet: isSheet)
          #expect(
            told.issues == mutation.expected(isSheet: isSheet),
            "\(table.name), \(mutation.kind): \(mutation.lines.last ?? [])")
          #expect(told.isBalanced)
        }
      }
    }
  }
}

/// The header and a row of a table that are without a mistake.
private struct SoundRow {
  var table: TableSchema
  var header: [String]
  var row: [String]

  var lines: [[String]] { [header, row] }

  /// The fullest row of a file; `nil` for none.
  init?(_ path: String, of table: TableSchema) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let lines = Self.records(of: text.drop { $0 == "\u{FEFF}" })
    guard let header = lines.first else { return nil }
    let plain = lines.dropFirst().filter { line in
      line.count == header.count && !line.contains { $0 == "[clear]" || $0.contains("\n") }
    }
    let fullest = plain.max { one, other in
      one.count { !$0.isEmpty } < other.count { !$0.isEmpty }
    }
    guard let fullest else { return nil }
    self.table = table
    self.header = header
    row = fullest
  }

  /// The records of delimited text, with quotes.
  private static func records(of text: some StringProtocol) -> [[String]] {
    var records: [[String]] = [[""]]
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character == "," {
        records[records.count - 1].append("")
      } else if !isQuoted, character.isNewline {
        records.append([""])
      } else {
        records[records.count - 1][records[records.count - 1].count - 1].append(character)
      }
    }
    return records.filter { $0 != [""] }
  }

  /// The column of a field, from 0; `nil` for none.
  func column(of field: Field) -> Int? {
    header.firstIndex { $0 == field.label.english || $0 == field.label.english + " *" }
  }

  /// The first field of some kind that has a column, and a cell that is filled in.
  func first(_ isMeant: (Field) -> Bool) -> (field: Field, column: Int)? {
    for field in table.fields where isMeant(field) {
      if let column = column(of: field), !row[column].isEmpty { return (field, column) }
    }
    return nil
  }

  /// The lines with another cell.
  func with(_ text: String, at column: Int) -> [[String]] {
    var row = row
    row[column] = text
    return [header, row]
  }
}

/// A change of a sound row, and what has to be told.
private struct Mutation {
  /// Something that is told: its row from 1, its column from 0.
  struct Finding {
    var code: IssueCode
    var severity: Severity = .error
    var row = 2
    var column: Int
  }

  var kind: String
  var lines: [[String]]
  var findings: [Finding]

  func expected(isSheet: Bool) -> [String] {
    findings.map { finding in
      // A sheet has no records that are too long: the column lacks a header.
      let isSurplus = isSheet && finding.code == "csv.too-many-fields"
      let code = isSurplus ? "header.unnamed" : finding.code
      return "\(finding.severity) \(code) \(isSurplus ? 1 : finding.row):\(finding.column + 1)"
    }.sorted()
  }

  static func all(of sound: SoundRow) -> [Mutation] {
    cells(of: sound) + references(of: sound) + headers(of: sound)
  }

  private static func cells(of sound: SoundRow) -> [Mutation] {
    let table = sound.table
    let keys = Set(table.naturalKey)
    let named = Set(table.references.map(\.field) + table.identities.flatMap(\.fields))
    func isPlain(_ field: Field) -> Bool {
      !keys.contains(field.name) && !named.contains(field.name)
    }
    // Mistakes of cells do not see each other, but for those that others are read by.
    var row = sound.row
    var findings: [Finding] = []
    func add(
      _ code: IssueCode, _ text: String, severity: Severity = .error,
      _ isMeant: (Field) -> Bool
    ) {
      let found = sound.first { field in
        let column = sound.column(of: field) ?? -1
        return isMeant(field) && !findings.contains { $0.column == column }
      }
      guard let found else { return }
      row[found.column] = text
      findings.append(Finding(code: code, severity: severity, column: found.column))
    }
    add("value.required", "[clear]") {
      $0.isRequired && isPlain($0) && $0.type != .secret
    }
    let length = 1 + 2_000
    add("value.too-long", String(repeating: "x", count: length)) {
      $0.type == .string && isPlain($0) && ($0.constraints.maximumLength ?? length) < length
    }
    add("value.text-damaged", "MontrÃ©al") {
      $0.type == .string && isPlain($0) && $0.enumValues.isEmpty
    }
    add("value.placeholder", "TBD", severity: .warning) {
      $0.type == .string && isPlain($0) && !$0.isRequired && !$0.isMultiline
        && $0.requiredIf == nil
    }
    add("value.enum-unknown", "zzzz") { $0.type == .enumeration && isPlain($0) }
    add("value.boolean-unknown", "maybe") { $0.type == .boolean && isPlain($0) }
    add("value.email-invalid", "jdoe@school") { $0.type == .email && isPlain($0) }
    add("value.date-invalid", "31/02/2027") { $0.type == .date && isPlain($0) }
    add("value.date-invalid", "2027-02-31 09:00") {
      $0.type == .dateTime && isPlain($0)
    }
    add("value.time-invalid", "25:00") { $0.type == .time && isPlain($0) }
    add("value.not-integer", "12.5") {
      $0.type == .integer && isPlain($0) && !$0.readsMinutes
    }
    add("value.not-number", "abc") {
      [.decimal, .money, .percent].contains($0.type) && isPlain($0)
    }
    add("value.phone-invalid", "12") { $0.type == .phone && isPlain($0) }
    add("value.pattern", "A#B") {
      $0.type == .code && isPlain($0) && $0.constraints.pattern != nil
    }
    add("value.list-item-empty", "a;;b") { $0.type == .list && isPlain($0) }
    let width = sound.header.count
    findings.append(Finding(code: "header.unknown", severity: .warning, row: 1, column: width))
    let contexts = [
      (FieldType.country, "value.country-unknown" as IssueCode, "Atlantis"),
      (.timeZone, "value.time-zone-unknown", "EST"),
    ].compactMap { type, code, text in
      sound.first { $0.type == type && isPlain($0) }.map { _, column in
        Mutation(
          kind: "context", lines: sound.with(text, at: column),
          findings: [Finding(code: code, column: column)])
      }
    }
    return contexts + [
      Mutation(
        kind: "cells", lines: [sound.header + ["Shoe size"], row + ["42"]], findings: findings)
    ]
  }

  private static func references(of sound: SoundRow) -> [Mutation] {
    let table = sound.table
    let identities = Set(table.identities.flatMap(\.fields))
    let names = Set(table.references.map(\.field)).subtracting(identities)
    guard
      let (field, column) = sound.first({ names.contains($0.name) && $0.type != .list })
    else { return [] }
    let text = field.type == .email ? "nobody@example.invalid" : "NO-SUCH-1"
    return [
      Mutation(
        kind: "reference", lines: sound.with(text, at: column),
        findings: [Finding(code: "reference.missing", column: column)])
    ]
  }

  private static func headers(of sound: SoundRow) -> [Mutation] {
    let table = sound.table
    let width = sound.header.count
    let last = sound.table.naturalKey.reversed().lazy.compactMap { name in
      sound.first { $0.name == name }?.column
    }.first
    var all = [
      Mutation(
        kind: "surplus cell", lines: [sound.header, sound.row + ["42"]],
        findings: [Finding(code: "csv.too-many-fields", column: width)]),
      Mutation(
        kind: "row twice", lines: sound.lines + [sound.row],
        findings: [
          Finding(
            code: "key.repeated-identical", severity: .warning, row: 3, column: last ?? 0)
        ]),
    ]
    let identities = Set(table.identities.flatMap(\.fields))
    if let (_, column) = sound.first({
      table.naturalKey.contains($0.name) && $0.defaultValue == nil
        && !identities.contains($0.name)
    }) {
      all.append(
        Mutation(
          kind: "no key", lines: sound.with("", at: column),
          findings: [Finding(code: "key.missing", column: column)]))
      all.append(
        Mutation(
          kind: "header twice",
          lines: [sound.header + [sound.header[column]], sound.row + [sound.row[column]]],
          findings: [Finding(code: "header.repeated", row: 1, column: width)]))
      var lines = sound.lines
      for index in lines.indices { lines[index].remove(at: column) }
      all.append(
        Mutation(
          kind: "no key column", lines: lines,
          findings: [Finding(code: "header.required-missing", row: 1, column: -1)]))
    }
    return all
  }
}

extension ExportSetting {
  /// What a validation says of the lines of a table: severity, code, row and column of each error and warning.
  fileprivate func told(
    _ lines: [[String]], of table: TableSchema, in package: DataPackage, _ store: String,
    isSheet: Bool
  ) throws -> (issues: [String], isBalanced: Bool) {
    let file: String
    if isSheet {
      file = path("\(table.fileStem).xlsx")
      try WorkbookBuilder().sheet(
        table.sheetName, rows: lines.map { $0.map { $0.isEmpty ? .blank : .text($0) } }
      ).write(to: file)
    } else {
      let text = lines.map { line in
        line.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "\n"
      }.joined()
      file = try #require(try scratch?.write("\(table.fileStem).csv", text))
    }
    var options = ImportOptions(files: [file])
    options.table = table.name
    options.writeMode = .upsert
    let run = ImportRun(
      options: options, package: package, now: Self.now, runPrefix: "20261120-1200")
    let report = run.run(store: SQLiteStore(path: store), clock: { Self.now })
    let issues = report.issues.issues.filter { $0.severity != .note }.map { issue in
      "\(issue.severity) \(issue.code) \(issue.location.row ?? 0):\(issue.location.column ?? 0)"
    }
    return (issues.sorted(), report.ledger.allSatisfy { $0.isBalanced })
  }
}

import Foundation
import ImportPipeline
import ImportService
import TabularCore
import TestSupport
import Testing

/// What a session says after an edit is what an import of the saved files says.
@Suite struct CorrectionSessionTests {
  /// Texts of every kind that somebody may type.
  static let texts = [
    "", "S-1", "S-2", "S-3", "S-4", "s-1", "I-1", "I-4", "I-10", "5", "-1", "900", "1,250", "2.5",
    "1.250,00", "3/4/2026", "13/4/2026", "4/13/2026", "2026-02-30", "2026-02-28", "big", "tiny",
    "bigg", "a@example.org", "north@example.org", "not a mail", "=1+1", "+49 30 1", "#remark",
    "TOTAL", "two\nlines", "three\r\nlines\rhere", "quote \" inside", "a;b", "a,b", " spaces ",
    "_x0041_", "<t>&amp;</t>", "é", "Ω", "\u{200B}", "\u{7}bell", "0012", "[clear]", "n/a",
    "\u{1F600}", String(repeating: "long ", count: 30),
  ]

  /// Random edits, and sometimes one that is undone or made again: after each the report is that of the saved
  /// files, byte by byte.
  ///
  /// `REGISTRAR_CORRECTIONS` says how many edits; CI makes some.
  @Test(arguments: CorrectionSetting.Form.allCases)
  func randomEditsEqualAnImportOfTheSavedFiles(_ form: CorrectionSetting.Form) throws {
    try compareRandomEdits(form, of: try CorrectionSetting(form))
  }

  /// The same against a store with the records of the files.
  @Test(arguments: [CorrectionSetting.Form.csv, .season])
  func randomEditsEqualAnImport_againstAStore(_ form: CorrectionSetting.Form) throws {
    var setting = try CorrectionSetting(form)
    try setting.fillStore()
    try compareRandomEdits(form, of: setting)
  }

  /// With a store, too, an edit reads what it touches, until somebody writes to the store.
  @Test func whatIsStored_isTakenOver_untilSomebodyWrites() throws {
    var setting = try CorrectionSetting(.season)
    try setting.fillStore()
    let session = try setting.session()
    let source = try #require(SeasonRows.names.firstIndex(of: "venues")) + 1
    let seats = EditedPlace(source: SourceID(rawValue: source), sheet: nil, row: 2, column: 4)
    // The first edit makes a row that was as stored one that changes its record, which others see.
    for (text, read) in [("120", nil), ("121", nil), ("119", ["venues"])] {
      _ = try session.edit(seats, text: text)
      #expect(!session.files.readTables.contains("locations"))
      #expect(read == nil || session.files.readTables == read)
    }
    let location = try StoreLocation("sqlite:" + (try #require(setting.storePath)))
    func rename(_ name: String) throws {
      let connection = try location.connection(writes: true)
      try connection.begin(writes: true)
      #expect(try connection.execute("UPDATE locations SET name = '\(name)'") > 0)
      try connection.commit()
    }
    try rename("Another")
    for text in ["122", "123"] {
      Thread.sleep(forTimeInterval: 0.2)
      _ = try session.edit(seats, text: text)
      let own = CorrectionSetting.lines(of: session.report)
      #expect(own == CorrectionSetting.lines(of: try setting.savedReport(of: session)))
      // All of it is read once more.
      let read = text == "122" ? SeasonRows.names : ["venues"]
      #expect(session.files.readTables.sorted() == read)
    }
    // Nothing is kept where the store was written to just now.
    try rename("A third")
    _ = try session.edit(seats, text: "124")
    #expect(session.files.readTables.isEmpty)
    #expect(
      CorrectionSetting.lines(of: session.report)
        == CorrectionSetting.lines(of: try setting.savedReport(of: session)))
  }

  private func compareRandomEdits(
    _ form: CorrectionSetting.Form, of setting: CorrectionSetting
  ) throws {
    let session = try setting.session()
    let asked = ProcessInfo.processInfo.environment["REGISTRAR_CORRECTIONS"].flatMap { Int($0) }
    var generator = SeededNumbers(seed: UInt64(form.rawValue.utf8.reduce(7) { $0 * 31 + Int($1) }))
    #expect(
      CorrectionSetting.lines(of: session.report)
        == CorrectionSetting.lines(of: try setting.savedReport(of: session)))
    var made = 0
    for _ in 0..<(asked ?? 60) {
      // A text may make a file unreadable; then only an undone edit leads back.
      guard let sheet = session.files.sheets.randomElement(using: &generator) else {
        _ = try session.undo()
        continue
      }
      let rows = try #require(setting.rows[sheet.table])
      let column = Int.random(in: 1...rows[0].count, using: &generator)
      let line = Int.random(in: 2...rows.count + 2, using: &generator)
      // A season has texts of its own: keys, roles and times that come and go.
      let isOwn = form == .season && Bool.random(using: &generator)
      let texts = isOwn ? SeasonRows.texts : Self.texts
      let text = try #require(texts.randomElement(using: &generator))
      let action = Int.random(in: 0..<10, using: &generator)
      let isMade = try Self.isMade {
        switch action {
        case 0: _ = try session.undo()
        case 1: _ = try session.redo()
        default:
          let row = session.files.originalRow(line, source: sheet.source, sheet: sheet.sheet)
          guard let row else { throw EditRefusal.unknownPlace(.row) }
          _ = try session.edit(
            EditedPlace(source: sheet.source, sheet: sheet.sheet, row: row, column: column),
            text: text)
        }
      }
      guard isMade else { continue }
      made += 1
      let own = CorrectionSetting.lines(of: session.report)
      let saved = CorrectionSetting.lines(of: try setting.savedReport(of: session))
      guard own == saved else {
        let first = zip(own, saved).first { $0 != $1 }
        let lines = first.map { "\($0.0)\n\($0.1)" } ?? "\(own.count), \(saved.count) lines"
        Testing.Issue.record(
          "\(form), edit \(made), \(sheet.table) \(line):\(column) \(text.debugDescription): \(lines)"
        )
        return
      }
      #expect(session.issues.map(\.issue) == Array(session.report.issues.issues))
    }
    #expect(made > (asked ?? 60) / 2)
    // All edits taken back, the files are what they were.
    while try session.undo() != nil {}
    #expect(session.files.editedPlaces.isEmpty)
  }

  /// Whether something was done: a row that is no longer there cannot be edited.
  private static func isMade(_ action: () throws -> Void) throws -> Bool {
    do {
      try action()
      return true
    } catch {
      if case EditRefusal.unknownPlace(.row)? = error as? EditRefusal { return false }
      throw error
    }
  }

  /// An edit tells the issues that went and came, in all tables, and an undone one gives them back.
  @Test func anEditTellsWhatWentAndCame() throws {
    let setting = try CorrectionSetting(.csv)
    let session = try setting.session()
    let before = Set(session.issues.map(\.name))
    // The row of the site has no key: its items wait for nothing, but one item names no site.
    let change = try session.edit(
      EditedPlace(source: 1, sheet: nil, row: 5, column: 1), text: "S-4")
    let gone = before.subtracting(session.issues.map(\.name))
    #expect(Set(change.gone) == gone && !gone.isEmpty)
    #expect(!session.issues.contains { $0.issue.code == "reference.missing" })
    #expect(!change.moves && session.revision == 1)
    let back = try #require(try session.undo())
    #expect(back.came.count == change.gone.count && session.canRedo)
    #expect(try session.undo() == nil)
    #expect(try session.redo()?.gone.count == back.came.count)
  }

  /// An edit reads its own table again, and the tables that see it changed; what is told of the others is kept.
  @Test func anEditReadsWhatItTouches() throws {
    let setting = try CorrectionSetting(.season)
    let session = try setting.session()
    #expect(session.files.readTables.sorted() == SeasonRows.names)
    func readTables(
      editing table: String, row: Int, column: Int, text: String
    ) throws -> [String] {
      let source = try #require(SeasonRows.names.firstIndex(of: table)) + 1
      _ = try session.edit(
        EditedPlace(source: SourceID(rawValue: source), sheet: nil, row: row, column: column),
        text: text)
      let own = CorrectionSetting.lines(of: session.report)
      #expect(own == CorrectionSetting.lines(of: try setting.savedReport(of: session)))
      return session.files.readTables.sorted()
    }
    // Nobody asks for the seats of a hall; sessions may name it by its name.
    #expect(try readTables(editing: "venues", row: 2, column: 4, text: "121") == ["venues"])
    let named = try readTables(editing: "venues", row: 2, column: 3, text: "Other")
    #expect(named.contains("common_sessions") && !named.contains("proctors"))
    #expect(
      try readTables(editing: "session_proctors", row: 2, column: 3, text: "proctor")
        == ["session_proctors"])
    // Sessions name the hall by its code, and then cannot be.
    let moved = try readTables(editing: "venues", row: 2, column: 1, text: "VEN-9")
    #expect(moved == ["common_sessions", "session_proctors", "venues"])
    // Taken back, the code is another one once more.
    #expect(try session.undo() != nil)
    #expect(session.files.readTables.sorted() == moved)
  }

  /// Rows that are compared with the clock are not read again for every second that went by.
  @Test func theClockStands_forAWhile() throws {
    let setting = try CorrectionSetting(.season)
    let source = try #require(SeasonRows.names.firstIndex(of: "venues")) + 1
    let seats = EditedPlace(source: SourceID(rawValue: source), sheet: nil, row: 2, column: 4)
    for (standing, read) in [
      (Duration.seconds(3_600), ["venues"]), (.zero, ["common_sessions", "venues"]),
    ] {
      let session = try setting.session(standing: standing)
      Thread.sleep(forTimeInterval: 1.1)
      _ = try session.edit(seats, text: "121")
      #expect(session.files.readTables.sorted() == read)
      let path = setting.scratch.path(of: "out/\(read.count).csv")
      let edited = SourceID(rawValue: source)
      #expect(try session.save(edited, to: path) == 1)
      #expect(session.reportOfSaved([edited: path]).issues.issues == session.report.issues.issues)
    }
  }

  /// A text with line breaks moves the records below it, whose places are then found by their new lines.
  @Test func lineBreaksMoveLaterRecords() throws {
    let setting = try CorrectionSetting(.csv)
    let session = try setting.session()
    let place = EditedPlace(source: 1, sheet: nil, row: 2, column: 2)
    #expect(try session.edit(place, text: "North\nand\nmore").moves)
    #expect(session.files.originalRow(6, source: 1, sheet: nil) == 4)
    #expect(session.files.originalRow(5, source: 1, sheet: nil) == 3)
    #expect(session.files.originalRow(3, source: 1, sheet: nil) == nil)
    let below = EditedPlace(source: 1, sheet: nil, row: 4, column: 4)
    #expect(session.files.currentRow(of: below) == 6)
    #expect(session.report.issues.issues.contains { $0.location.row == 6 })
    #expect(try session.edit(place, text: "North").moves)
    #expect(session.files.editedPlaces.isEmpty)
  }

  /// Only edited fields differ in a saved file; of a workbook every part but the sheet is the same.
  @Test func nothingElseChanges() throws {
    let setting = try CorrectionSetting(.csv)
    let session = try setting.session()
    _ = try session.edit(EditedPlace(source: 2, sheet: nil, row: 4, column: 3), text: "12")
    #expect(try session.save(2, to: setting.scratch.path(of: "out/items.csv")) == 1)
    let own = String(decoding: try setting.scratch.contents(of: "in/items.csv"), as: UTF8.self)
    let saved = String(decoding: try setting.scratch.contents(of: "out/items.csv"), as: UTF8.self)
    #expect(saved == own.replacing("I-2,S-1,x,", with: "I-2,S-1,12,"))
    #expect(throws: EditRefusal.self) { try session.save(2, to: setting.files[1]) }
  }

  /// Edits that cannot be made change nothing and say why.
  @Test func hostileEditsAreRefused() throws {
    let setting = try CorrectionSetting(.csv)
    let session = try setting.session()
    func refusal(_ source: SourceID, _ row: Int, _ column: Int, _ text: String) -> EditRefusal? {
      do {
        _ = try session.edit(
          EditedPlace(source: source, sheet: nil, row: row, column: column), text: text)
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal(9, 2, 1, "x") == .unknownPlace(.file))
    #expect(refusal(1, 0, 1, "x") == .unknownPlace(.row))
    #expect(refusal(1, 1, 1, "x") == .unknownPlace(.row))
    #expect(refusal(1, -4, 1, "x") == .unknownPlace(.row))
    #expect(refusal(1, .max, 1, "x") == .unknownPlace(.row))
    #expect(refusal(1, 2, 0, "x") == .unknownPlace(.column))
    #expect(refusal(1, 2, .max, "x") == .unknownPlace(.column))
    #expect(refusal(1, 2, 2, String(repeating: "x", count: 2_000_000)).map { "\($0)" } != nil)
    #expect(session.revision == 0 && session.files.editedPlaces.isEmpty)
    try Data("code,name\n".utf8).write(to: URL(fileURLWithPath: setting.files[0]))
    #expect(session.files.isChangedBeside(1) && !session.files.isChangedBeside(2))
  }
}

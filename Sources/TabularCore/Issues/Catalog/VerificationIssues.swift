// Contents of issues about what a store holds; their definitions stand with the other issues of stores.

extension IssueContent {
  /// A record, as messages name it.
  public struct NamedRecord: Sendable {
    /// The noun of its table.
    public var record: String
    /// Its key.
    public var key: String

    /// The record of a table with a noun.
    public init(record: String, key: String) {
      self.record = record
      self.key = key
    }
  }

  /// Who changed a value that an import kept.
  public enum KeptEdit: Sendable {
    /// Somebody, on a day, `YYYY-MM-DD`.
    case byHand(date: String)
    /// Another program.
    case other
  }

  /// What a verification finds changed by hand.
  public enum FoundEdit: Sendable {
    /// A value; `found` is `nil` where it was emptied.
    case value(field: String, found: ShownText?, expected: ShownText, date: String)
    /// A list.
    case list(field: String, date: String)
    /// A record that a run made and that is gone.
    case deleted(run: String)
    /// The same, of which only the row is known that it came from.
    case deletedRow(run: String, file: String, row: Int)
  }

  /// A value that was changed outside of imports was kept; `isCleared` if it is empty now.
  public static func storeManualEdit(
    kept edit: KeptEdit, key: String, found: ShownText, isCleared: Bool
  ) -> IssueContent {
    let code: IssueCode = "store.manual-edit"
    return switch edit {
    case .byHand(let date):
      IssueContent(
        code, isCleared ? "cleared" : "", ["key": key, "found": found, "date": date])
    case .other:
      IssueContent(code, isCleared ? "other-cleared" : "other", ["key": key, "found": found])
    }
  }

  /// A record was changed by hand.
  public static func storeManualEdit(
    found edit: FoundEdit, of record: NamedRecord
  ) -> IssueContent {
    let code: IssueCode = "store.manual-edit"
    return switch edit {
    case .value(let field, let found, let expected, let date):
      IssueContent(
        code, found == nil ? "found-cleared" : "found",
        [
          "record": record.record, "key": record.key, "field": field, "date": date,
          "found": found ?? ShownText(""), "expected": expected,
        ])
    case .list(let field, let date):
      IssueContent(
        code, "found-list",
        ["record": record.record, "key": record.key, "field": field, "date": date])
    case .deleted(let run):
      IssueContent(
        code, "found-deleted", ["record": record.record, "key": record.key, "run": run])
    case .deletedRow(let run, let file, let row):
      IssueContent(
        code, "found-deleted-row",
        ["record": record.record, "key": record.key, "run": run, "file": file, "row": row])
    }
  }

  /// No run made a record.
  public static func storeUnrecorded(_ record: NamedRecord) -> IssueContent {
    IssueContent("store.unrecorded", "", ["record": record.record, "key": record.key])
  }

  /// So many stored records refer to a parent that is not there.
  public static func storeOrphans(count: Int, children: String, parent: String) -> IssueContent {
    IssueContent(
      "store.orphans", "", ["count": count, "children": children, "parent": parent])
  }

  /// What is counted.
  public enum CountedRecords: Sendable {
    /// The records of the store, after a run.
    case stored
    /// The entries in the journal of a run.
    case journal(run: String)
    /// The records of the store, in a verification.
    case verified
  }

  /// A count is not what it must be.
  public static func storeCountMismatch(
    _ counted: CountedRecords, count: Int, records: String, expected: Int
  ) -> IssueContent {
    let code: IssueCode = "store.count-mismatch"
    return switch counted {
    case .stored:
      IssueContent(code, "", ["count": count, "records": records, "expected": expected])
    case .journal(let run):
      IssueContent(
        code, "journal", ["count": count, "records": records, "expected": expected, "run": run])
    case .verified:
      IssueContent(code, "verified", ["count": count, "records": records, "expected": expected])
    }
  }

  /// The number of records in a store, perhaps of those with a value, is not one that is expected.
  ///
  /// - Parameters:
  ///   - expected: the numbers that are: `3`, `≥ 3`, `3–5`.
  ///   - chosen: the field and its value, or the pattern that its values match; `nil` for all records.
  public static func storeCountMismatch(
    count: Int, records: String, expected: String, with chosen: (field: String, value: String)?
  ) -> IssueContent {
    let code: IssueCode = "store.count-mismatch"
    guard let chosen else {
      return IssueContent(
        code, "expected", ["count": count, "records": records, "expected": expected])
    }
    return IssueContent(
      code, "chosen",
      [
        "count": count, "records": records, "expected": expected, "field": chosen.field,
        "value": chosen.value,
      ])
  }

  /// Which value of a store is not what was written.
  public enum ValueDifference: Sendable {
    /// One that this run wrote.
    case written(field: String, key: String, expected: ShownText, found: ShownText)
    /// The seal of a run.
    case seal(run: String)
    /// An entry of the log of accesses, by its place from 1.
    case access(number: Int)
    /// One that an earlier run wrote.
    case journal(
      NamedRecord, field: String, expected: ShownText, found: ShownText, run: String)
    /// A part of one that an earlier run wrote, whose texts people do not read.
    case journalPart(NamedRecord, field: String, run: String)
    /// One that a file has differently.
    case source(field: String, key: String, expected: ShownText, found: ShownText)
    /// A record that only a file has.
    case sourceRecord(key: String)
  }

  /// A store does not hold what was written.
  public static func storeValueDiffers(_ difference: ValueDifference) -> IssueContent {
    let code: IssueCode = "store.value-differs"
    return switch difference {
    case .written(let field, let key, let expected, let found):
      IssueContent(
        code, "", ["field": field, "key": key, "expected": expected, "found": found])
    case .seal(let run): IssueContent(code, "seal", ["run": run])
    case .access(let number): IssueContent(code, "access", ["number": number])
    case .journal(let record, let field, let expected, let found, let run):
      IssueContent(
        code, "journal",
        [
          "record": record.record, "key": record.key, "field": field, "expected": expected,
          "found": found, "run": run,
        ])
    case .journalPart(let record, let field, let run):
      IssueContent(
        code, "journal-part",
        [
          "record": record.record, "key": record.key, "field": field, "expected": "",
          "found": "", "run": run,
        ])
    case .source(let field, let key, let expected, let found):
      IssueContent(
        code, "source", ["field": field, "key": key, "expected": expected, "found": found])
    case .sourceRecord(let key): IssueContent(code, "source-record", ["key": key])
    }
  }
}

import TabularCore

extension IssueContentTests {
  static let storeContents: [IssueContent] =
    [
      .storeUnreachable(
        .denied(role: "a", privilege: "b", object: "c", reason: "d"), target: "e"),
      .storeUnreachable(.inDoubt(run: "a"), target: "b"),
      .storeSchemaVersion(.version(found: "1", expected: "2")),
      .storeSchemaVersion(.package(found: "a", expected: "b")),
      .storeSchemaVersion(.hash(package: "a")), .storeSchemaVersion(.missing(first: "a")),
      .storeSchemaVersion(.empty(package: "a")),
      .storeSchemaVersion(.unfit(first: ShownText("a"), count: 1)),
      .storeSchemaVersion(.notOwned(run: "a", table: "b")),
      .storeSchemaVersion(.unknownColumn(run: "a", table: "b", column: "c")),
      .storeSchemaVersion(.bare(target: "a")),
      .storeSchemaVersion(.statement(reason: "a")), .storeSchemaVersion(.olderRun(run: "a")),
      .storeSchemaVersion(.folding(found: 1, expected: 2)),
      .storeSchemaVersion(.newer(found: 2, expected: 1)),
      .storeRowRefused(.record(table: "a", key: "b"), reason: "c"),
      .storeRowRefused(.statement, reason: "a"), .storeRightsMissing(.other(reason: "a")),
      .storeRightsMissing(.privilege(role: "a", privilege: "b", table: "c")),
      .storeRightsMissing(.rows(table: "a", role: "b", reason: "c")),
      .storeProtectionMissing(.key(table: "a", field: "b")),
      .storeDeleteReferenced(parent: "a", key: "b", count: 1, children: "c"),
      .storeDeleteReferenced(parent: "a", key: "b", count: 0, children: "c"),
      .storeExistsSkipped(key: "a"), .storeExistsSkipped(key: "a", difference: difference(1)),
      .storeExistsSkipped(key: "a", difference: difference(2)),
    ]
    + IssueContent.StoreTrouble.allCases.map {
      .storeUnreachable(.trouble($0, reason: "a"), target: "b")
    }
    + IssueContent.TriggerFault.allCases.map {
      .storeProtectionMissing(.trigger($0, trigger: "a", table: "b"))
    }
    + IssueContent.Exactness.allCases.map {
      .storeAbsentFromFile($0, count: 1, records: "a", table: "b")
    }

  static let verificationContents: [IssueContent] = [
    .storeManualEdit(kept: .byHand(date: "a"), key: "b", found: shown, isCleared: false),
    .storeManualEdit(kept: .byHand(date: "a"), key: "b", found: shown, isCleared: true),
    .storeManualEdit(kept: .other, key: "b", found: shown, isCleared: false),
    .storeManualEdit(kept: .other, key: "b", found: shown, isCleared: true),
    .storeManualEdit(
      found: .value(field: "a", found: shown, expected: shown, date: "b"), of: record),
    .storeManualEdit(
      found: .value(field: "a", found: nil, expected: shown, date: "b"), of: record),
    .storeManualEdit(found: .list(field: "a", date: "b"), of: record),
    .storeManualEdit(found: .deleted(run: "a"), of: record),
    .storeManualEdit(found: .deletedRow(run: "a", file: "b", row: 1), of: record),
    .storeChangedSince(.value(shown), key: "a"), .storeChangedSince(.cleared, key: "a"),
    .storeChangedSince(.gone, key: "a"), .storeChangedSince(.deleting, key: "a"),
    .storeUnrecorded(record), .storeOrphans(count: 1, children: "a", parent: "b"),
    .storeNotStored(record: "a", key: "b"),
    .storeCountMismatch(.stored, count: 1, records: "a", expected: 2),
    .storeCountMismatch(.journal(run: "b"), count: 1, records: "a", expected: 2),
    .storeCountMismatch(.verified, count: 1, records: "a", expected: 2),
    .storeCountMismatch(count: 1, records: "a", expected: "2", with: nil),
    .storeCountMismatch(count: 1, records: "a", expected: "2", with: ("b", "c")),
    .storeValueDiffers(.written(field: "a", key: "b", expected: shown, found: shown)),
    .storeValueDiffers(.seal(run: "a")), .storeValueDiffers(.access(number: 2)),
    .storeValueDiffers(.access(number: 1)),
    .storeValueDiffers(
      .journal(record, field: "a", expected: shown, found: shown, run: "b")),
    .storeValueDiffers(.journalPart(record, field: "a", run: "b")),
    .storeValueDiffers(.source(field: "a", key: "b", expected: shown, found: shown)),
    .storeValueDiffers(.sourceRecord(key: "a")),
  ]

  private static let record = IssueContent.NamedRecord(record: "a", key: "b")
  private static let shown = ShownText("a")

  private static func difference(_ count: Int) -> IssueContent.StoredDifference {
    IssueContent.StoredDifference(field: "a", found: shown, value: shown, count: count)
  }

  static let runContents: [IssueContent] = [
    .runLocked(by: .run(run: "a", user: "b", host: "c", time: "d")),
    .runLocked(by: .unnamed(host: "a")), .runLockTakenOver(run: "a"),
    .runUnfinished(.stopped(count: 1, total: 2), run: "a"),
    .runUnfinished(.other(file: "b"), run: "a"), .runTooManyErrors(count: 1),
    .runInterrupted(resumable: nil), .runInterrupted(resumable: "a"),
    .runInternal(.ledger(table: "a", count: 1)), .runInternal(.other(reason: "a")),
    .runUndoKept(.edited(record, run: "a")),
    .runUndoKept(.gone(count: 1, records: "a", run: "b")), .runUndoKept(.taken(record, run: "a")),
    .runUndoKept(.needed(record, run: "a", children: "b")),
    .runUndoKept(.secret(record, field: "a")),
    .runUndoRefused(.later(first: "a", count: 1), run: "b"),
    .runUndoRefused(.children(record, children: "a", parent: "a"), run: "b"),
    .runUndoRefused(.children(record, children: "a", parent: nil), run: "b"),
    .runUndoRefused(.parent(record, parent: "a"), run: "b"),
    .runUndoRefused(.expired(by: "a"), run: "b"),
    .emitWriteFailed(.before, file: "a", reason: "b"),
    .emitWriteFailed(.written(run: "c"), file: "a", reason: "b"),
    .emitWriteFailed(.writtenUnread(run: "c"), file: "a", reason: "b"),
  ]
}

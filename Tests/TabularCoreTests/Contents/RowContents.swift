import TabularCore

extension IssueContentTests {
  static let rowContents: [IssueContent] =
    [
      .rowDeleteDisabled(), .rowLeftOut(.part, count: 1), .rowLeftOut(.done(run: "a"), count: 1),
      .rowNotFound(.key("a")), .rowNotFound(.value("a", field: "b")),
    ] + IssueContent.NoRecord.allCases.map { .rowNotData($0, value: "a") }
    + IssueContent.Shift.allCases.map {
      .rowShifted($0, column: "A", first: "b", firstType: "c", second: "d", secondType: "e")
    }

  static let keyContents: [IssueContent] =
    [
      .keyStoreTaken(field: "a", value: "b", table: "c", key: "d"),
      .keyStoreTaken(field: "a", value: "b", key: "d"),
      .keyConflict(.other(other: "a", value: "b"), field: "c", first: "d", second: "e"),
      .keyConflict(.two(value: "b"), field: "c", first: "d", second: "e"),
      .keyIdentityChanged(key: "a", before: "b", after: "c"),
    ] + IssueContent.KeyEmptiness.allCases.map { .keyMissing($0, field: "a") }
    + IssueContent.RepeatPlace.allCases.flatMap { place -> [IssueContent] in
      let difference = IssueContent.KeyDifference(
        field: "a", first: ShownText("b"), second: ShownText("c"))
      return [
        .keyRepeated(place, value: "a", row: 1, file: "b", difference: difference),
        .keyRepeated(place, value: "a", row: 1, file: "b", difference: nil),
        .keyRepeatedIdentical(place, row: 1, file: "a"),
        .keyUnique(place, field: "a", value: "b", row: 1, file: "c"),
      ]
    }

  static let referenceContents: [IssueContent] =
    [
      .referenceParentInvalid(.row(parent: "a", value: "b"), count: 1, table: ["c"]),
      .referenceParentInvalid(.unread(value: "b"), count: 1, table: ["c"]),
      .referenceInactive(parent: "a", value: "b", found: "c"),
      .referenceFileMissing(.absent, value: "a"), .referenceFileMissing(.outside, value: "a"),
      .referenceFileMissing(.unreadable(reason: "b"), value: "a"),
      .referenceFileMissing(.kind(found: "b", expected: ["c", "d"]), value: "a"),
      .referenceFileMissing(.kind(found: nil, expected: ["c"]), value: "a"),
      .referenceFileMissing(.size(limit: 1), value: "a"),
      .referenceFileUnused(count: 2, name: "a"),
      .referenceInactive(parent: "a", value: "b", found: "false", flag: "c"),
      .referenceWrongRole(value: "a", role: "b", found: "c", expected: ["d"]),
      .referenceUnused(parent: "a", value: "b", child: "c"),
    ] + IssueContent.MissingParent.allCases.map { .referenceMissing($0, parent: "a", value: "b") }
    + IssueContent.ReferenceWay.allCases.map {
      .referenceNameAmbiguous($0, value: "a", parents: "b", keys: ["c", "d"])
    } + IssueContent.ParentChain.allCases.map { .referenceCycle($0, keys: ["a"], limit: 8) }
}

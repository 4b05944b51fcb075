import TabularCore

extension IssueContentTests {
  static let valueContents: [IssueContent] =
    [
      .valueRequired(.blank, field: "a", expected: "b"),
      .valueRequired(.cleared, field: "a", expected: "b"),
      .valueRequired(.part(.date), field: "a", expected: "b"),
      .valueRequired(.placeholder, field: "a", expected: "b"), .valueFormulaUncached(),
      .valueNormalised(.read(result: "a"), value: "b"),
      .valueNormalised(.textAsNumber(result: "a"), value: "b"),
      .valueNormalised(.numberAsText(result: "a"), value: "b"),
      .valueNormalised(.empty, value: "b"),
      .valueTextDamaged(.decodedTwice(value: "a", expected: "b")),
      .valueTextDamaged(.control(character: "U+0001")), .valueTextDamaged(.replacement(value: "a")),
      .valueTooLong(.field("a", count: 2, limit: 1)), .valueTooLong(.field(count: 2, limit: 1)),
      .valueTooLong(.textLength(limit: 1)), .valueTooLong(.fieldSize(limit: 1)),
      .valuePattern(.words(field: "a", expected: "b"), value: "c"),
      .valuePattern(.form(field: "a", expected: "b"), value: "c"),
      .valuePattern(.tooShort(count: 1, field: "a", limit: 2), value: "c"),
      .valuePattern(.url, value: "c"), .valueWrongCellType(.other(value: "a", expected: "b")),
      .valueWrongCellType(.grouped(value: "a")), .valueWrongCellType(.secret),
      .valuePlaceholder(value: "a"), .valueSecretRefused(field: "a", table: "b"),
      .valueSecretPolicy(.tooShort(limit: 1), field: "a"),
      .valueSecretPolicy(.tooLong(limit: 1), field: "a"), .valueSecretPolicy(.classes, field: "a"),
      .valueSecretPolicy(.equals(other: "b"), field: "a"), .valueSecretPolicy(.noKey, field: "a"),
      .valueSecretPolicy(.otherHash("b"), field: "a"),
      .valueCardNumber(last: "1111"),
    ]
    + IssueContent.ConditionalEmptiness.allCases.map {
      .valueRequiredIf($0, field: "a", expected: "b", reason: "c")
    }
    + IssueContent.CellError.allCases.map { .valueCellError($0, value: "a") }
    + IssueContent.LookAlikePlace.allCases.map {
      .valueLookAlike($0, value: "a", script: "b", character: "c", codePoint: "d")
    }

  static let numberContents: [IssueContent] =
    [
      .valueNotInteger(value: "a"),
      .valueOutOfRange(.above(value: "a", limit: "b"), field: "c"),
      .valueOutOfRange(.below(value: "a", limit: "b"), field: "c"),
      .valueOutOfRange(.listAbove(count: 2, limit: 1), field: "c"),
      .valueOutOfRange(.listBelow(count: 1, limit: 2), field: "c"),
      .valueTooPrecise(.currency(count: 3, currency: "a", limit: 2), value: "b"),
      .valueTooPrecise(.field(count: 3, field: "a", limit: 2), value: "b"),
      .valueTooPrecise(.digits(field: "a", limit: 2), value: "b"),
      .valueDigitsLost(value: "a", expected: "b"), .valueDigitsUnsure(value: "a"),
      .valueZeroLost(value: "a", count: 1, usual: 9, total: 10, length: 2),
      .valuePercentSuspect(value: "a", other: "b", row: 1, expected: "c"),
      .tableRowLimit(count: 65536), .tableOutlier(value: "a", field: "b", median: "c"),
    ]
    + IssueContent.NumberKind.allCases.map { .valueNotNumber($0, value: "a") }
    + IssueContent.MarkEvidence.allCases.map {
      .valueNumberAmbiguous($0, value: "a", first: "b", second: "c")
    }

  static let dateContents: [IssueContent] =
    [
      .valueDateOrderUnclear(value: "a", first: "2027-01-02", second: "2027-02-01"),
      .valueDateOrderMixed(first: "a", second: "b"), .valueDateOrderSwapped(count: 1, cells: 2),
      .valueTwoDigitYear(year: "27", result: "2027"),
      .valueDate1904Shift(value: "a", expected: "b"), .valueDate1900Shift(value: "a"),
      .valueLocalTimeGap(time: "a", date: "b", zone: "c", from: "d", to: "e"),
      .valueLocalTimeTwice(time: "a", date: "b", zone: "c"),
      .valueZoneMissing(.cell(value: "a")), .valueZoneMissing(.stored(count: 2, records: "a")),
      .valueTimeZoneUnknown(value: "a"),
    ]
    + IssueContent.TemporalKind.allCases.map { .valueDateInText($0, value: "a", expected: "b") }
    + ([
      .noSuchDay, .notADate, .notADateTime, .serial, .bareNumber, .hasTime, .noTime, .noDate, .zone,
      .zoneInDate, .zoneFormat, .format(expected: "a"), .order(expected: "a"),
    ] as [IssueContent.DateFault]).map { .valueDateInvalid($0, value: "b") }
    + ([
      .notATime, .seconds, .hasDate, .zone, .zoneFormat, .format(expected: "a"),
    ] as [IssueContent.TimeFault]).map { .valueTimeInvalid($0, value: "b") }

  static let wordContents: [IssueContent] =
    ([
      .noDot(value: "a"), .form(value: "a"), .noAt(value: "a"), .space(value: "a"),
      .several(value: "a"), .tooLong(count: 300),
    ] as [IssueContent.EmailFault]).map { .valueEmailInvalid($0) }
    + ([
      .length(count: 9, country: "a", expected: "10"), .areaCode(first: "a", country: "b"),
      .noCountry, .several, .form,
    ] as [IssueContent.PhoneFault]).map { .valuePhoneInvalid($0, value: "a") }
    + ([
      .listed(expected: ["a"]), .listed(expected: ["a"], count: 1), .many(count: 1),
      .many(expected: ["a"], count: 1), .language, .currency,
    ] as [IssueContent.EnumKind]).map { .valueEnumUnknown($0, value: "a", field: "b") }
    + ([
      .letter(country: "a", letter: "b"), .firstLetter(country: "a", letter: "b"),
      .form(country: "a", expected: "b"), .general,
    ] as [IssueContent.PostalCodeFault]).map { .valuePostalCodeInvalid($0, value: "a") }
    + [
      .valueEmailTypo(value: "a", expected: "b"), .valueBooleanUnknown(value: "a"),
      .valueCountryUnknown(value: "a"),
      .valueCountryAmbiguous(value: "a", codes: ["b", "c"]),
      .valueSubdivisionUnknown(value: "a", country: "b"),
      .valueSubdivisionUnknown(value: "a", country: nil),
      .valuePostalCodeRegion(value: "a", found: ["b"], expected: "c"),
      .valueListItemEmpty(value: "a"), .valueListItemRepeated(item: "a"),
    ]

  static let ruleContents: [IssueContent] = [
    .ruleIdentityMissing(names: ["a", "b"]), .ruleIdentityMissing(names: ["a", "b", "c"]),
    .ruleIdentityDisagrees(field: "a", first: "b", other: "c", value: "d", second: "e"),
    .ruleMoneyPair(.noCurrency, field: "a", value: ShownText("b"), other: "c"),
    .ruleMoneyPair(.noAmount, field: "a", value: ShownText("b"), other: "c"),
    .ruleMoneyPair(.symbol(found: "d"), field: "a", value: ShownText("b"), other: "c"),
  ]
}

import TabularCore

extension IssueContentTests {
  static let fileContents: [IssueContent] =
    [
      .fileNotFound(closest: "a"), .fileNotFound(closest: nil),
      .fileUnreadable(.refused(reason: "a")), .fileUnreadable(.folder),
      .fileUnreadable(.changed), .fileEmpty(),
      .fileUnknownFormat(.foreign(found: "a")),
      .fileUnknownFormat(.misnamed(found: "a", expected: "b")),
      .fileUnknownFormat(.companion(found: "a", owner: "b")),
      .fileUnknownFormat(.pointer(found: "a")), .fileLegacyExcel(), .fileEncrypted(),
      .fileNoTable(package: "a", .closest(table: "b", count: 1, total: 2)),
      .fileNoTable(package: "a", .none(tables: ["b", "c"])),
      .fileNoTable(package: "a", .tie(first: "b", second: "c")),
      .fileNoTable(package: "a", .contradiction(name: "b", named: "c", table: "d")),
      .fileNoTable(package: "a", .nearly(name: "b", table: "c", headers: ["d", "e"])),
      .fileTableGuessed(name: "a", table: "b"),
      .fileNoRows(.header, file: "a"), .fileNoRows(.empty, file: "a"),
      .fileNoRows(.unreadable(sheet: "b", table: "c"), file: "a"), .fileGivenTwice(first: "a"),
      .filePartRefused(.damaged), .filePartRefused(.foreign), .filePartRefused(.otherRun),
      .filePartRefused(.differs(part: 2)), .filePartRefused(.missing(from: 1, to: 2)),
      .filePartRefused(.changed), .fileUnchanged(run: "a"),
      .zipDamaged(.checksum), .zipDamaged(.directory), .zipDamaged(.truncated), .zipDamaged(.size),
      .zipDamaged(.compression(method: 9)), .zipDamaged(.encrypted),
      .zipDamaged(.other(reason: "a")), .zipBomb(.inflatedSize(limit: 1, size: 2)),
      .zipBomb(.inflationRatio(limit: 1)), .zipBomb(.entries(limit: 1)),
      .zipMissingPart(.ofSheet(sheet: "a")), .zipMissingPart(.workbook),
      .zipMissingPart(.noWorkbook), .zipMissingPart(.other),
      .xmlMalformed(.syntax(offset: 1, reason: "a")), .xmlMalformed(.other(reason: "a")),
      .xmlDoctype(),
      .csvEncodingInvalid(.notUTF8(sample: "a"), line: 1, byte: "0xE9"),
      .csvEncodingInvalid(.alone, line: 1, byte: "0xE9"),
      .csvEncodingInvalid(.declared(encoding: "a"), line: 1, byte: "0xE9"),
      .csvEncodingInvalid(.nul, line: 1, byte: "0x00"),
      .csvDialectGuessed(encoding: "a", sample: "b", line: 1),
      .csvDialectGuessed(encoding: "a", sample: "", line: 1),
      .csvDelimiterUnclear(first: ",", second: ";", count: 2),
      .csvQuoteUnclosed(column: 1, count: 2), .csvQuoteUnclosed(column: 1, count: 2, beyond: 3),
      .jsonMalformed(.syntax(reason: "a"), line: 1, column: 2),
      .jsonMalformed(.encoding, line: 1, column: 1), .jsonNotARecord(found: "a"),
      .jsonNestedValue(.nested(kind: "a")), .jsonNestedValue(.notAList),
      .jsonNestedValue(.blankItem(number: 1)), .jsonNestedValue(.separator(number: 1)),
      .jsonRepeatedMember(name: "a"), .jsonUnknownMember(name: "a", count: 1),
      .jsonUnknownMember(name: "a", count: nil),
      .exchangeManifest(.missing, name: "a"),
      .exchangeManifest(.version(found: "a", expected: ["b", "c"]), name: "d"),
      .exchangeManifest(.columns(expected: ["a", "b"]), name: "c"),
      .exchangeManifestProperty(.missing(names: ["a", "b"])),
      .exchangeManifestProperty(.value(name: "a", found: "b", expected: "c")),
      .exchangeManifestProperty(.unknown(name: "a")),
      .exchangeManifestProperty(.repeated(name: "a")),
      .exchangeFileMismatch(.absent, name: "a", found: "b"),
      .exchangeFileMismatch(.excess, name: "a", found: "b"),
      .exchangeFileMismatch(.mode, name: "a", found: "b"), .exchangeNoRows(mode: "a"),
      .exchangeStamp(column: "a"), .exchangeDeviation(.spelling(value: "a", result: "b")),
      .exchangeDeviation(.header(name: "a")), .exchangeDeviation(.columns(names: ["a"])),
      .exchangeDeviation(.stamp(column: "a")), .exchangeDeviation(.file(name: "a")),
      .exchangeDeviation(.incomplete(names: ["a", "b"])),
      .exchangeUnmapped(.value("a"), table: "b", field: "c", count: 1),
      .exchangeUnmapped(.lookup("a", table: "d"), table: "b", field: "c", count: 1),
      .exchangeUnmapped(.version("a", of: "e"), table: "b", field: "c", count: 1),
      .exchangeUnmapped(.blank, table: "b", field: "c", count: 1),
      .csvQuoteStray(column: 1, value: "a"), .csvTooManyFields(count: 3, expected: 2, first: "a"),
      .workbookTemplateVersion(.older(first: "a"), found: "1", expected: "2"),
      .workbookTemplateVersion(.newer, found: "2", expected: "1"),
      .workbookTemplateOther(found: "a", expected: "b"), .workbookDate1904(),
      .workbookTemplateBaseline(sheet: "a"),
      .workbookTemplateOlder(found: "a", expected: "b", changes: "c"),
      .sheetPastedOver(column: "a", rows: RowRanges(ranges: [1...2])),
      .sheetMissing(.absent(names: ["a"]), sheet: "b"), .sheetMissing(.chart, sheet: "b"),
      .sheetUnknown(sheet: "a", count: 1), .sheetHidden(sheet: "a", count: 1),
      .sheetAmbiguous(first: "a", second: "b", table: "c"),
      .sheetMergedCells(range: "A1:B2", first: CellReference(row: 1, column: 1)),
      .sheetHiddenRows(RowRanges([2, 3])), .sheetHiddenColumns(count: 1, columns: ["A"]),
    ]
    + itemContents + IssueContent.FileMeasure.allCases.map { .fileTooLarge($0, limit: 1) }
    + IssueContent.UnsafePath.allCases.map { .zipUnsafePath($0) }
    + IssueContent.PartMeasure.allCases.map { .xmlLimit($0, limit: 1) }
    + IssueContent.FieldLack.allCases.map { .csvTooFewFields($0, count: 1, expected: 2) }
    + ([
      .repeated, .beyond, .noReference, .misplaced, .sharedString(index: "a", count: 1), .rowNumber,
      .rowRepeated, .otherRow, .number, .boolean, .date, .type,
    ] as [IssueContent.BadCell]).map { .sheetBadCell($0, cell: "B3", row: 3) }

  static let itemContents: [IssueContent] =
    ([.malformed(reason: "a"), .doctype, .inclusion, .large(limit: 16 << 20)]
    as [IssueContent.ItemFault]).map {
      .itemUnread($0, item: "b")
    }
    + ([
      .interaction(name: "a"), .none, .several(count: 2), .ordering, .undeclared,
      .options(count: 9, limit: 8), .version,
    ] as [IssueContent.ItemObstacle]).map { .itemUnsupported($0, item: "b") }
    + ([.markup(names: "a"), .feedback(count: 2), .answers(names: "a"), .scoring]
    as [IssueContent.ItemLoss]).map { .itemReduced($0, item: "b") }

  static let headerContents: [IssueContent] = [
    .headerNotFound(.closest(limit: 20, row: 1, count: 1, total: 2)),
    .headerNotFound(.none(limit: 20)), .headerNotFound(.declared(row: 1, table: "a")),
    .headerNotFound(.otherTable("a", other: "b")),
    .headerRequiredMissing(field: "a", otherTable: "b"),
    .headerRequiredMissing(field: "a", closest: ("b", "A1")),
    .headerRequiredMissing(field: "a", closest: nil),
    .headerRepeated(first: "a", second: "b", field: "c"), .headerUnknown(header: "a", count: 1),
    .headerUnnamed(column: "A", count: 1), .headerSplitConflict(.twice, field: "a", header: "b"),
    .headerSplitConflict(.lacking(part: .date), field: "a", header: "b"),
  ]
}

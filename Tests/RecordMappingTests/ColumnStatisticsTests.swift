import RecordMapping
import Schemas
import TabularCore
import Testing

/// The findings about values in rows from 2 on, as texts.
private func findings(
  _ type: FieldType, name: String = "seats", _ values: [FieldValue]
) -> [String] {
  guard var statistics = ColumnStatistics(field: testField(type, name: name)) else { return ["-"] }
  for (index, value) in values.enumerated() { statistics.observe(value, row: index + 2) }
  return statistics.finish().map { finding in
    "\(finding.row) [\(finding.rows)] " + told(finding.content)
  }
}

@Suite struct ZeroLostTests {
  private let usual = (0..<18).map { FieldValue.text("00041\($0 % 10)") }

  @Test func shorterCodes_areToldOneByOne() {
    #expect(
      findings(.code, usual + [.text("123"), .text("4567")]) == [
        "20 [20] value.zero-lost: `123` has `3` digits where `18` of `20` values have `6`; leading"
          + " zeros may be lost",
        "21 [21] value.zero-lost: `4567` has `4` digits where `18` of `20` values have `6`; leading"
          + " zeros may be lost",
      ])
  }

  @Test func nineTenths_areNeeded() {
    #expect(findings(.code, usual + [.text("123"), .text("4"), .text("5")]).isEmpty)
    #expect(findings(.code, usual + [.text("123"), .text("AB"), .text("CD")]).isEmpty)
  }

  @Test func twentyValues_areNeeded() {
    #expect(findings(.code, usual + [.text("123")]).isEmpty)
  }

  @Test func longerCodesAndLetters_areNotTold() {
    #expect(findings(.code, usual + [.text("1234567"), .text("ABC")]).isEmpty)
  }

  @Test func manyRows_areCountedExactly() {
    var values = Array(repeating: FieldValue.text("123456"), count: 50_000)
    values[40_000] = .text("99")
    #expect(
      findings(.code, values) == [
        "40002 [40002] value.zero-lost: `99` has `2` digits where `49999` of `50000` values have"
          + " `6`; leading zeros may be lost"
      ])
  }
}

@Suite struct DateShiftTests {
  private let others = ["2027-03-06", "2027-03-07", "2027-03-08", "2027-04-01"]

  @Test func oneDate1462DaysEarly_isTold() {
    #expect(
      findings(.date, (others + ["2023-03-11"]).map { .text($0) }) == [
        "6 [6] value.date-1904-shift: `2023-03-11` lies `1462` days early, as dates pasted from a"
          + " workbook counting from 1904 do; expected about `2027-03-12`"
      ])
  }

  @Test func dateTimes_areWatchedToo() {
    let values = (others + ["2023-03-05"]).map {
      FieldValue.dateTime(local: $0 + "T09:00", utc: $0 + "T14:00:00Z")
    }
    #expect(
      findings(.dateTime, values) == [
        "6 [6] value.date-1904-shift: `2023-03-05` lies `1462` days early, as dates pasted from a"
          + " workbook counting from 1904 do; expected about `2027-03-06`"
      ])
  }

  @Test func otherEarlyDates_areNotTold() {
    #expect(findings(.date, (others + ["2023-03-04"]).map { .text($0) }).isEmpty)
    #expect(findings(.date, (others + ["2024-03-11"]).map { .text($0) }).isEmpty)
    #expect(findings(.date, (others + ["2023-03-11", "2023-03-12"]).map { .text($0) }).isEmpty)
    #expect(findings(.date, (others.dropLast() + ["2023-03-07"]).map { .text($0) }).isEmpty)
  }

  @Test func datesOfManyYears_areNotTold() {
    // Honest dates, the first of them 1,462 days before a day among the others.
    let hired = [
      "2001-05-01", "2004-09-15", "2005-02-01", "2011-06-20", "2019-03-04", "2023-08-28",
    ]
    #expect(findings(.date, hired.map { .text($0) }).isEmpty)
    let near = ["2027-03-06", "2027-06-01", "2027-09-01", "2023-03-10"]
    #expect(findings(.date, (near + ["2028-03-06"]).map { .text($0) }).count == 1)
    #expect(findings(.date, (near + ["2028-03-07"]).map { .text($0) }).isEmpty)
  }

  @Test func randomDatesOfTwentyYears_areNotTold() {
    var random = SplitMix(seed: 1904)
    let told = (0..<2_000).count { _ in
      let dates = (0..<8).map { _ in
        FieldValue.text(
          "\(2000 + random.next() % 20)-0\(1 + random.next() % 9)-\(10 + random.next() % 19)")
      }
      return !findings(.date, dates).isEmpty
    }
    #expect(told == 0)
  }
}

@Suite struct PercentSuspectTests {
  private func findings(_ cells: [(Double, Bool)]) -> [String] {
    guard var statistics = ColumnStatistics(field: testField(.percent)) else { return ["-"] }
    for (index, cell) in cells.enumerated() {
      statistics.observe(.real(cell.0), row: index + 2, isPercent: cell.1)
    }
    return statistics.finish().map {
      "\($0.row) [\($0.rows)] " + told($0.content)
    }
  }

  @Test func fractionsBesidePercentages_areTold() {
    #expect(
      findings([(0.6, false), (60, false), (1, false), (0, false), (-0.5, false)]) == [
        "2 [2] value.percent-suspect: `0.6` stands beside percentages over 1, for example `60` in row"
          + " `3`; expected `60` for 60 %",
        "4 [4] value.percent-suspect: `1` stands beside percentages over 1, for example `60` in row"
          + " `3`; expected `100` for 100 %",
      ])
    #expect(
      findings([(12.5, false), (0.125, false)]) == [
        "3 [3] value.percent-suspect: `0.125` stands beside percentages over 1, for example `12.5` in"
          + " row `2`; expected `12.5` for 12.5 %"
      ])
  }

  @Test func fractionsAloneAndMarkedOnes_areNotTold() {
    #expect(findings([(0.6, false), (0.25, false), (1, false)]).isEmpty)
    #expect(findings([(60, false), (0.6, true)]).isEmpty)
    #expect(findings([(60, true), (0.6, false)]).count == 1)
  }

  @Test func manyFractions_areBounded() {
    let cells = [(60.0, false)] + Array(repeating: (0.6, false), count: 5_000)
    #expect(findings(cells).count == 1_024)
  }
}

@Suite struct OutlierTests {
  @Test func values_over100TimesTheMedian() {
    let values = Array(repeating: FieldValue.integer(110), count: 19)
    #expect(
      findings(.integer, values + [.integer(12_000)]) == [
        "21 [21] table.outlier: `12000` is more than 100 times the usual `seats` (`110`)"
      ])
    #expect(findings(.integer, values + [.integer(11_000)]).isEmpty)
    #expect(findings(.integer, values.dropLast() + [.integer(12_000)]).isEmpty)
  }

  @Test func money_isShownInWholeUnits() {
    let values = Array(repeating: FieldValue.integer(35_050), count: 20)
    #expect(
      findings(.money, name: "fee", values + [.integer(9_900_000_00)]) == [
        "22 [22] table.outlier: `9900000` is more than 100 times the usual `fee` (`350.5`)"
      ])
  }

  @Test func zeroMedianAndNulls_tellNothing() {
    #expect(
      findings(.integer, Array(repeating: .integer(0), count: 30) + [.integer(5)]).isEmpty)
    #expect(findings(.integer, Array(repeating: .null, count: 30) + [.integer(5)]).isEmpty)
  }

  @Test func manyDistinctValues_keepTheMedian() {
    var values = (0..<20_001).map { FieldValue.integer(Int64($0 + 1_000)) }
    values[7] = .integer(2_000_000)
    let found = findings(.integer, values)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("9 [9] table.outlier: `2000000` is more than") == true)
  }

  @Test func otherTypes_areNotWatched() {
    #expect(ColumnStatistics(field: testField(.string)) == nil)
    #expect(ColumnStatistics(field: testField(.decimal)) == nil)
  }
}

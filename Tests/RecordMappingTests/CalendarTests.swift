import Testing

@testable import RecordMapping

@Suite struct CivilDateTests {
  static let dates: [(year: Int, month: Int, day: Int, days: Int)] = [
    (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (1900, 3, 1, -25_508),
    (2027, 3, 6, 20_883), (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
  ]

  @Test(arguments: dates.indices)
  func days_andBack(_ index: Int) {
    let (year, month, day, days) = Self.dates[index]
    #expect(CivilDate.days(year: year, month: month, day: day) == days)
    let parts = CivilDate.components(ofDays: days)
    #expect(parts.year == year && parts.month == month && parts.day == day)
  }

  @Test func bytesOfADay_areThoseOfItsText() {
    for days in stride(from: -800_000, through: 3_000_000, by: 37) {
      let bytes = CivilDate.withText(ofDays: days) { Array($0) }
      guard bytes == Array(CivilDate.text(ofDays: days).utf8) else {
        Issue.record("\(days)")
        return
      }
    }
  }

  @Test func everyDay_comesBack() {
    var expected = -719_162
    for year in 1...3000 {
      for month in 1...12 {
        for day in 1...CivilDate.length(ofMonth: month, year: year) {
          guard CivilDate.days(year: year, month: month, day: day) == expected else {
            Issue.record("\(year)-\(month)-\(day)")
            return
          }
          expected += 1
        }
      }
    }
  }

  @Test func noSuchDates() {
    for (year, month, day) in [(2027, 2, 29), (1900, 2, 29), (2027, 4, 31), (2027, 13, 1)] {
      #expect(CivilDate.days(year: year, month: month, day: day) == nil)
    }
    for (year, month, day) in [(0, 1, 1), (10_000, 1, 1), (2027, 0, 1), (2027, 1, 0)] {
      #expect(CivilDate.days(year: year, month: month, day: day) == nil)
    }
  }

  @Test func texts() {
    #expect(CivilDate.days(in: "2027-03-06") == 20_883)
    #expect(CivilDate.text(ofDays: 20_883) == "2027-03-06")
    for text in ["2027-3-6", "2027-03-06 ", "20270306", "2027-02-29", "", "abcd-ef-gh"] {
      #expect(CivilDate.days(in: text) == nil, "\(text)")
    }
    #expect(TimeOfDay.text(ofMinutes: 545) == "09:05")
    #expect(TimeOfDay.minutes(in: "09:05") == 545)
    for text in ["9:05", "24:00", "09:60", "09:05:00", ""] {
      #expect(TimeOfDay.minutes(in: text) == nil, "\(text)")
    }
  }

  @Test func instants() {
    #expect(utcText(0) == "1970-01-01T00:00:00Z")
    #expect(utcText(-1) == "1969-12-31T23:59:59Z")
    #expect(utcText(1_804_345_201) == "2027-03-06T15:00:01Z")
  }
}

@Suite struct ScaledDecimalTests {
  @Test func halves_goToTheEvenNeighbour() {
    let cases: [(Int64, Int, Int64)] = [
      (25, 1, 2), (35, 1, 4), (-25, 1, -2), (-35, 1, -4), (251, 2, 3), (249, 2, 2), (5, 1, 0),
      (15, 1, 2),
    ]
    for (mantissa, scale, rounded) in cases {
      let number = ScaledDecimal(mantissa: mantissa, scale: scale).rounded(to: 0)
      #expect(number == ScaledDecimal(mantissa: rounded, scale: 0), "\(mantissa) \(scale)")
    }
  }

  @Test func lexemes() {
    func text(_ lexeme: String) -> String? {
      if case .number(let number) = ScaledDecimal.lexeme(lexeme) { number.description } else { nil }
    }
    #expect(text("12.50") == "12.5")
    #expect(text("-0.05") == "-0.05")
    #expect(text("1.5E3") == "1500")
    #expect(text("1.5e-3") == "0.0015")
    #expect(text("0") == "0")
    #expect(text("-0") == "0")
    #expect(text("0E0") == "0")
    // A fraction of more than fifteen digits is the shortest decimal of its binary number.
    #expect(text("46452.333333333336") == "46452.333333333336")
    #expect(text("0.10000000000000001") == "0.1")
    #expect(text("28.504999999999999") == "28.505")
    #expect(text("7.0000000000000007E-2") == "0.07")
    #expect(text("0.30000000000000004") == "0.30000000000000004")
    #expect(text("1234567890123456.0") == "1234567890123456")
    #expect(text("-0.000012345678901234567") == "-0.000012345678901234568")
    #expect(text("123456789012345678") == "123456789012345678")
    #expect(text("1e-500") == "0")
    for lexeme in [
      "", "-", ".", "1.2.3", "abc", "1e", "1e+", "0x10", "nan", "inf", "1 2", "1e99999",
    ] {
      #expect(text(lexeme) == nil, "\(lexeme)")
    }
    #expect(ScaledDecimal.lexeme("1e18") == .tooLarge)
    #expect(ScaledDecimal.lexeme("99999999999999999999") == .tooLarge)
  }

  @Test func inFifteenDigits_isWhatPeopleSee() {
    func text(_ lexeme: String) -> String? {
      guard case .number(let number) = ScaledDecimal.lexeme(lexeme) else { return nil }
      return number.inFifteenDigits.description
    }
    #expect(text("46452.333333333336") == "46452.3333333333")
    #expect(text("9.9999999999999995E-2") == "0.1")
    #expect(text("-0.30000000000000004") == "-0.3")
    #expect(text("999999999999999.95") == "1000000000000000")
    #expect(text("12345678901234567") == "12345678901234567")
    #expect(text("12.5") == "12.5")
  }

  @Test func order_isByValue() {
    #expect(ScaledDecimal(mantissa: 125, scale: 2) < ScaledDecimal(mantissa: 13, scale: 1))
    #expect(ScaledDecimal(mantissa: -5, scale: 0) < ScaledDecimal(mantissa: 1, scale: 18))
  }
}

import TestSupport
import Testing

@testable import DataCare

/// The reasons that two values tell.
@Suite struct CompareReasonTests {
  @Test(arguments: [
    ("7", "007", DifferenceReason.numberFormat),
    ("1250", "1,250", .numberFormat),
    ("1.250,50", "1,250.50", .numberFormat),
    ("1,25", "1.25", .numberFormat),
    ("1,250", "1.25", .numberFormat),
    ("1 250.0", "1250", .numberFormat),
    ("1e3", "1000", .numberFormat),
    ("+5", "5.00", .numberFormat),
    ("-0", "0", .numberFormat),
    (".5", "0.50", .numberFormat),
    ("12'500", "12500", .numberFormat),
    ("5", "-5", .value),
    ("1,2500", "12500", .value),
    ("1.2.3", "123", .value),
    ("10", "100", .value),
    ("e3", "3", .value),
    ("Saint-Jean", "SAINT-JEAN", .caseOrSpace),
    ("a  b", " ab ", .caseOrSpace),
    ("a\u{A0}b", "a b", .caseOrSpace),
    ("e\u{301}", "\u{E9}", .caseOrSpace),
    ("é", "e", .value),
    ("2027-03-06T09:00:00-05:00", "2027-03-06 14:00Z", .zone),
    ("2027-03-06T09:00:00-05:00", "2027-03-06T09:00:00Z", .value),
    ("2027-03-06T09:00", "2027-03-06T14:00", .value),
    ("", "x", .value),
  ])
  func theReason_followsFromTheTexts(one: String, other: String, reason: DifferenceReason) {
    #expect(DifferenceReason(of: one, and: other) == reason)
    #expect(DifferenceReason(of: other, and: one) == reason)
  }

  /// Local text and instant of two times, and whether a zone explains how they differ.
  @Test(arguments: [
    ("2027-03-06T09:00", "2027-03-06T14:00:00Z", "2027-03-06T06:00", "2027-03-06T14:00:00Z", true),
    ("2027-03-06T09:00", "2027-03-06T14:00:00Z", "2027-03-06T09:00", "2027-03-06T17:00:00Z", true),
    ("2027-03-06T09:00", "2027-03-06T14:00:00Z", "2027-03-06T14:00", "2027-03-06T19:00:00Z", true),
    ("2027-03-06T09:00", "2027-03-06T14:00:00Z", "2027-03-06T10:00", "2027-03-06T15:00:00Z", false),
  ])
  func aShiftByTheZone_isOne(
    local: String, utc: String, otherLocal: String, otherUTC: String, isZone: Bool
  ) {
    #expect(ZoneShift.explains(local, utc, otherLocal, otherUTC) == isZone)
    #expect(ZoneShift.explains(otherLocal, otherUTC, local, utc) == isZone)
  }
}

import TabularCore
import Testing

@Suite struct PaymentCardTests {
  @Test(arguments: [
    ("4111111111111111", "••••••••••••1111"), ("4111 1111 1111 1111", "•••• •••• •••• 1111"),
    ("4111-1111-1111-1111", "••••-••••-••••-1111"),
    ("card 378282246310005.", "card •••••••••••0005."),
    ("paid with 5555 5555 5555 4444 on 12/27", "paid with •••• •••• •••• 4444 on 12/27"),
    ("VISA4111111111111111x", "VISA••••••••••••1111x"),
    ("4111111111111111,4222222222222", "••••••••••••1111,•••••••••2222"),
    ("4111111111111111;5555555555554444", "••••••••••••1111;••••••••••••4444"),
    ("4111\u{A0}1111\u{202F}1111\u{2009}1111", "••••\u{A0}••••\u{202F}••••\u{2009}1111"),
    ("4111 1111\n1111 1111", "•••• ••••\n•••• 1111"),
    ("4111 1111\r\n1111 1111", "•••• ••••\r\n•••• 1111"),
    ("4111.1111.1111.1111", "••••.••••.••••.1111"), ("４１１１１１１１１１１１１１１１", "••••••••••••１１１１"),
    ("4.111111111111111E+15", "•.•••••••••••1111E+15"),
    ("4111111111111111.0", "••••••••••••1111.0"),
    ("room 12 4111 1111 1111 1111", "room 12 •••• •••• •••• 1111"),
    ("=\"4111111111111111\"", "=\"••••••••••••1111\""),
  ])
  func cardNumbers_showFourDigits(text: String, masked: String) {
    #expect(maskingPaymentCards(text) == masked)
  }

  @Test(arguments: [
    "", "Toronto", "46452.33333333334", "0.4111111111111111",
    "154.4111111 111111111 2", "at 4532.015112830366", "4111111111111112", "411111111111",
    "12345678901234567890", "2027-03-06T09:00",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "1.5E+15",
  ])
  func otherTexts_stay(text: String) {
    #expect(maskingPaymentCards(text) == text)
  }

  /// A cell that is a card number is told from one that holds a decimal number.
  @Test(arguments: [
    ("4111111111111111", "1111"), ("4111 1111  1111 1111", "1111"),
    ("4111 1111\n1111 1111", "1111"), ("4111.1111.1111.1111", "1111"),
    ("46452.33333333334", nil), ("4111111111111111.", "1111"), ("x4111111111111111", "1111"),
    ("", nil),
  ])
  func cells_thatAreCards(text: String, ending: String?) {
    #expect(paymentCardEnding(text) == ending)
  }

  @Test func longTexts_takeLinearTime() {
    let text = String(repeating: "4111 1111 1111 1112 ", count: 20_000)
    let clock = ContinuousClock()
    var masked = ""
    let time = clock.measure { masked = maskingPaymentCards(text) }
    #expect(masked == text)
    #expect(time < .seconds(10))
  }

  @Test func excerpts_areMaskedBeforeTheyAreCut() {
    let text = String(repeating: "x", count: 190) + " 4111111111111111"
    #expect(excerpt(text) == String(repeating: "x", count: 190) + " •••••••••")
  }

  /// The number may stand in any part of an issue.
  @Test func collectedIssues_holdNoCardNumber() throws {
    let card = "4111 1111 1111 1111"
    let place = IssueLocation(.delimited, file: "a.csv", table: "t", row: 2, key: [card])
    var collector = IssueCollector()
    collector.add(
      TabularCore.Issue(
        .referenceMissing(.unknown, parent: "site", value: card), at: place, value: card,
        shown: card, suggestion: .init(card, evidence: card), related: [.init(place, label: card)]))
    let issue = try #require(collector.issues.first)
    #expect(!String(describing: issue).contains("4111"))
    #expect(issue.value == "•••• •••• •••• 1111")
    #expect(issue.location.key == ["•••• •••• •••• 1111"])
  }
}

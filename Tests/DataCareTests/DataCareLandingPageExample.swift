import DataCare
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct DataCareLandingPageExample {
  @Test func theExample_doesWhatThePageSays() {
    // The example of the landing page begins here.
    let price = DifferenceReason(of: "1,250.00", and: "1250")
    let name = DifferenceReason(of: "Saint  Anne", and: "saint anne")
    let city = DifferenceReason(of: "Lyon", and: "Nice")
    // The example ends here.
    #expect(price == .numberFormat)
    #expect(name == .caseOrSpace)
    #expect(city == .value)
  }
}

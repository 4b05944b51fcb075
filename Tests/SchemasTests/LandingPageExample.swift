import Schemas
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let path = try Repository.path(of: "Schemas/exam-platform")
    // The example of the landing page begins here.
    let package = try PackageLoader.load(path: path)
    let order = package.dependencyOrder.tables  // parents first

    let rooms = package.table(named: "rooms")
    let parents = rooms?.references.map(\.table)
    let seats = rooms?.field(named: "seats")
    // The example ends here.
    #expect(order.first == "locations" && order.last == "bookings")
    #expect(parents == ["venues"])
    #expect(seats?.type == .integer && seats?.constraints.minimum == "1")
  }
}

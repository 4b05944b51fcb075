import Foundation
import Schemas
import TabularCore
import TemplateWriting
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let scratch = try Scratch()
    let folder = scratch.path
    let path = try checkoutRoot().appendingPathComponent("Schemas/exam-platform").path
    // The example of the landing page begins here.
    let package = try PackageLoader.load(path: path)
    let writer = TemplateWriter(package: package, language: "fr")

    let workbook = try writer.write("rooms", to: folder, format: .xlsx)
    let files = try writer.writeAll(to: folder, format: .csv)  // one per table
    // The example ends here.
    #expect(workbook == folder + "/rooms.xlsx")
    #expect(files.count == package.tables.count)
  }
}

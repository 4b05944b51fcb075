import Drafting
import ImportPipeline
import Schemas
import TestSupport
import Testing

/// Runs the example of the library's landing page.
@Suite struct LandingPageExample {
  @Test func theExample_doesWhatThePageSays() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write("items.csv", "Code,Price\nA-1,2.50\nB-2,3\n")
    let input = try InputFile(path: path)
    // The example of the landing page begins here.
    var drafter = FileDrafter()
    try drafter.read(input)
    let (package, _) = try drafter.package(named: "shop")

    let items = package.tables[0]
    let types = items.fields.map { "\($0.name) \($0.type.rawValue)" }
    let reasons = items.fields[0].guesses.map(\.reason)
    // The example ends here.
    #expect(items.key == ["code"])
    #expect(types == ["code code", "price decimal"])
    #expect(reasons == ["codeValues", "neverBlank"])
  }
}

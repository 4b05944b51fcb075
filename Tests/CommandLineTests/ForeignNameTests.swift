import TestSupport
import Testing

/// The program carries the Unicode data whose names it reads; a linker that leaves it out is noticed here.
@Suite struct ForeignNameTests {
  private static let header = "location_code,name,time_zone,kind,country"

  @Test func countries_areReadInOtherLanguages() throws {
    let tool = try Registrar()
    let rows = ["Österreich", "مصر", "Estados Unidos", "日本", "Corée du Sud"].enumerated()
      .map { "L-\($0 + 1),Place \($0 + 1),America/Toronto,virtual,\($1)" }
    let file = try tool.scratch.write(
      "locations.csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
    let run = try tool.runImport([file, "--validate"])
    #expect(run.status == 0, "\(run.output) \(run.errors)")
  }

  @Test func aNameOfTwoCountries_isTold() throws {
    let tool = try Registrar()
    let file = try tool.scratch.write(
      "locations.csv", Self.header + "\nL-1,Place,America/Toronto,virtual,Kongo\n")
    let run = try tool.runImport([file, "--validate"])
    #expect(run.status == 1)
    #expect(
      run.output.contains("`Kongo` is the name of several countries, expected `CD` or `CG`"),
      "\(run.output)")
  }
}

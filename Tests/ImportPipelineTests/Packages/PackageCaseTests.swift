import ImportPipeline
import Schemas
import TabularCore
import Testing

/// What the rules of every shipped package find, in delimited files and in workbooks.
@Suite struct PackageCaseTests {
  /// The store of a package with its records.
  private func harness(
    _ package: DataPackage, _ records: [SampleFile]
  ) throws -> ImportHarness {
    let harness = try ImportHarness(store: .empty, package: package)
    let report = try harness.execute(records)
    #expect(report.run.isWritten, "\(report.findings())")
    return harness
  }

  @Test(arguments: QuestionBank.cases + Bookings.cases)
  func examPlatform(_ test: RowsCase) throws {
    try test.check { try ImportHarness() }
  }

  @Test(arguments: School.cases) func school(_ test: RowsCase) throws {
    try test.check { try harness(School.package.get(), School.records) }
  }

  @Test(arguments: TrainingCenter.cases) func trainingCenter(_ test: RowsCase) throws {
    try test.check { try harness(TrainingCenter.package.get(), TrainingCenter.records) }
  }

  @Test(arguments: FieldOffice.cases) func fieldOffice(_ test: RowsCase) throws {
    try test.check { try harness(FieldOffice.package.get(), FieldOffice.records) }
  }

  /// Every rule of the packages has a case.
  @Test(arguments: [
    ("student-management", School.cases), ("training-center", TrainingCenter.cases),
    ("hq-field", FieldOffice.cases),
  ])
  func everyRule_hasACase(name: String, cases: [RowsCase]) throws {
    let packages = [School.package, TrainingCenter.package, FieldOffice.package]
    let package = try #require(try packages.map { try $0.get() }.first { $0.name == name })
    let codes = Set(package.tables.flatMap(\.rules).map(\.code))
    #expect(codes.subtracting(cases.map(\.code)).sorted() == [])
    #expect(Set(package.tables.map(\.name)).subtracting(cases.map(\.table)).sorted() == [])
  }
}

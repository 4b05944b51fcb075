import Schemas
import TabularCore
import TestSupport
import Testing

@testable import RecordMapping

/// Listed values of the shipped packages in the words of each language.
@Suite struct SpokenValueReaderTests {
  @Test(arguments: ["exam-platform", "student-management", "training-center", "hq-field"])
  func everyListedValue_isReadByItsLabel(name: String) throws {
    let package = try PackageLoader.load(path: Repository.path(of: "Schemas/" + name))
    for table in package.tables {
      for field in table.fields where !field.enumValues.isEmpty {
        let reader = EnumerationReader(
          field: field.name, values: field.enumValues, acceptsYesNo: field.acceptsYesNo)
        for value in field.enumValues {
          let place = "\(table.name).\(field.name) \(value.value)"
          // The name of a company.
          if value.value != "pearson-vue" {
            #expect(value.label?["fr"] != nil && value.label?["es"] != nil, "\(place)")
          }
          for language in Language.spoken {
            let text = value.shown(in: language)
            let read = try? referenceOutcome(reader, text).get()
            #expect(read?.value == .text(value.value), "\(place): \(text)")
            let capitals = try? referenceOutcome(reader, text.uppercased()).get()
            #expect(capitals?.value == .text(value.value), "\(place): \(text.uppercased())")
          }
        }
      }
    }
  }
}

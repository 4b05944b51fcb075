import ArgumentParser
import Testing

@testable import RegistrarCommands

@Suite struct StoreLocationTests {
  @Test(arguments: [
    ("sqlite:records.db", "records.db"),
    ("sqlite:folder/records", "folder/records"),
    ("SQLITE:records.db", "records.db"),
    ("sqlite:///srv/records.db", "/srv/records.db"),
    ("sqlite:/srv/records.db", "/srv/records.db"),
    ("records.sqlite", "records.sqlite"),
    ("./Records.DB", "./Records.DB"),
    (StoreLocation.usual, "registrar.sqlite"),
  ])
  func locationsOfFiles(_ text: String, _ path: String) throws {
    let location = try StoreLocation(text)
    #expect(location.path == path)
    #expect(location.text == "sqlite:" + path)
  }

  @Test(arguments: [
    ("sqlite:", "names no file"),
    ("records", "is not understood"),
    ("records.xlsx", "is not understood"),
    ("postgresql://mlee:hush@db/records", "`postgresql://db/records` is not understood"),
  ])
  func otherTextsAreUsageErrors(_ text: String, _ words: String) throws {
    let error = #expect(throws: ValidationError.self) { try StoreLocation(text) }
    #expect(error?.message.contains(words) == true)
    #expect(error?.message.contains("hush") == false)
  }
}

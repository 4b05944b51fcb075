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
    ("postgresql://mlee:hush@db:6432/records", "postgresql://db:6432/records"),
    ("postgres:///records?user=mlee&password=hush", "postgresql:///records"),
  ])
  func locationsOnServersHideCredentials(_ text: String, _ shown: String) throws {
    let location = try StoreLocation(text)
    #expect(location.path == nil)
    #expect(location.text == shown)
  }

  @Test(arguments: [
    ("sqlite:", "names no file"),
    ("records", "is not understood"),
    ("records.xlsx", "is not understood"),
    ("mysql://mlee:hush@db/records", "`mysql://db/records` is not understood"),
    ("postgresql://mlee:hush@[db/records", "is no connection URI"),
  ])
  func otherTextsAreUsageErrors(_ text: String, _ words: String) throws {
    let error = #expect(throws: ValidationError.self) { try StoreLocation(text) }
    #expect(error?.message.contains(words) == true)
    #expect(error?.message.contains("hush") == false)
  }
}

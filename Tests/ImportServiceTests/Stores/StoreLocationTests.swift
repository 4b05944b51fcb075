import ImportService
import Testing

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

  @Test(
    arguments: [
      ("sqlite:", .noStoreFile("sqlite:")),
      ("records", .unknownStoreForm("records")),
      ("records.xlsx", .unknownStoreForm("records.xlsx")),
      ("mysql://mlee:hush@db/records", .unknownStoreForm("mysql://db/records")),
      ("postgresql://mlee:hush@[db/records", .noConnectionURI),
    ] as [(String, RequestProblem)])
  func otherTextsAreProblemsOfTheRequest(_ text: String, _ expected: RequestProblem) {
    #expect(problem { _ = try StoreLocation(text) } == expected)
  }

  @Test(
    arguments: [
      ("sqlite:a.db", "sqlite:b.db", "sqlite:a.db"),
      (nil, "sqlite:b.db", "sqlite:b.db"),
      (nil, "postgres:///records", "postgresql:///records"),
      // Other programs have stores, too.
      (nil, "mysql://db/records", "sqlite:registrar.sqlite"),
      (nil, nil, "sqlite:registrar.sqlite"),
    ] as [(String?, String?, String)])
  func aRequestComesBeforeTheSurroundings(
    _ given: String?, _ surrounding: String?, _ expected: String
  ) throws {
    #expect(try StoreLocation.given(given, surrounding: surrounding).text == expected)
  }
}

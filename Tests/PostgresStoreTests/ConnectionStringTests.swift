import PostgresStore
import Testing

@Suite struct ConnectionStringTests {
  @Test(arguments: [
    (
      "postgresql://ann:s3cret@db.example.org:6432/records",
      "postgresql://db.example.org:6432/records"
    ),
    (
      "postgres://db.example.org/records?sslmode=verify-full", "postgresql://db.example.org/records"
    ),
    ("postgresql:///records?host=/run/postgresql", "postgresql:///records"),
    ("postgresql://a:1,b:2/records", "postgresql://a:1,b:2/records"),
    ("postgresql:///?service=production", "postgresql:///?service=production"),
    ("postgresql://", "postgresql:///"),
  ])
  func theLocationNamesNoCredentials(_ text: String, _ location: String) throws {
    #expect(try #require(ConnectionString(text)).location == location)
  }

  @Test(arguments: [
    "postgresql://[::1", "postgresql://h/db?no_such_option=1", "postgresql://h\0/d",
  ])
  func whatLibpqDoesNotUnderstandIsRefused(_ text: String) {
    #expect(ConnectionString(text) == nil)
  }
}

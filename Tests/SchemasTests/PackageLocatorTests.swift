import Foundation
import Schemas
import Testing

/// Packages are found wherever the binary is run from.
@Suite struct PackageLocatorTests {
  /// A scratch folder with packages; deleted with the value.
  private final class Scratch {
    let root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("registrar-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: root) }

    func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    func add(_ folder: String, members: String = "") throws {
      let url = root.appendingPathComponent(folder)
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      try Data("{\(members)}".utf8).write(to: url.appendingPathComponent("datapackage.json"))
    }
  }

  @Test func installedPackages() throws {
    let scratch = Scratch()
    try scratch.add("usr/share/registrar/Schemas/one")
    try scratch.add("usr/share/registrar/Schemas/two")
    let locator = PackageLocator(environment: [:], executable: scratch.path("usr/bin/registrar"))
    let found = locator.packages()
    #expect(found.map(\.name) == ["one", "two"])
    #expect(found.map(\.origin) == [.installed, .installed])
    #expect(
      found.first?.path == scratch.path("usr/share/registrar/Schemas/one/datapackage.json"))
    #expect(locator.defaultPackage() == nil)
  }

  @Test func packagesOfACheckout() throws {
    let scratch = Scratch()
    try scratch.add("Schemas/one")
    let locator = PackageLocator(
      environment: [:], executable: scratch.path(".build/release/registrar"))
    #expect(locator.packages().map(\.origin) == [.checkout])
    #expect(locator.defaultPackage()?.name == "one")
  }

  @Test func installedPackagesAreFoundThroughLinks() throws {
    let scratch = Scratch()
    try scratch.add("opt/share/registrar/Schemas/one")
    let files = FileManager.default
    for folder in ["opt/bin", "usr/bin"] {
      try files.createDirectory(
        atPath: scratch.path(folder), withIntermediateDirectories: true)
    }
    _ = files.createFile(atPath: scratch.path("opt/bin/registrar"), contents: nil)
    try files.createSymbolicLink(
      atPath: scratch.path("usr/bin/registrar"),
      withDestinationPath: scratch.path("opt/bin/registrar"))
    let locator = PackageLocator(environment: [:], executable: scratch.path("usr/bin/registrar"))
    #expect(locator.packages().map(\.name) == ["one"])
  }

  @Test func theEnvironmentComesFirst() throws {
    let scratch = Scratch()
    try scratch.add("own/one")
    try scratch.add("more/three")
    try scratch.add("Schemas/one")
    try scratch.add("Schemas/two", members: #""registrar:isDefault": true"#)
    let locator = PackageLocator(
      environment: ["REGISTRAR_SCHEMAS": scratch.path("own") + ":" + scratch.path("more")],
      executable: scratch.path("bin/registrar"))
    #expect(locator.packages().map(\.name) == ["one", "three", "two"])
    #expect(locator.packages().map(\.origin) == [.environment, .environment, .checkout])
    #expect(locator.defaultPackage()?.name == "two")
    #expect(locator.locate("one")?.path == scratch.path("own/one/datapackage.json"))
    #expect(locator.locate("four") == nil)
  }

  @Test(arguments: ["own/one", "own/one/datapackage.json"])
  func packagesGivenByPath(name: String) throws {
    let scratch = Scratch()
    try scratch.add("own/one")
    let locator = PackageLocator(environment: [:], executable: nil)
    let found = try #require(locator.locate(scratch.path(name)))
    #expect(found.origin == .given && found.name == "one")
    #expect(found.path == scratch.path("own/one/datapackage.json"))
    #expect(locator.locate(scratch.path("own/two")) == nil)
    #expect(locator.packages() == [])
  }

  @Test func theRunningBinaryFindsTheCheckout() throws {
    let names = PackageLocator(environment: [:]).packages().map(\.name)
    #expect(names.contains("exam-platform"))
  }
}

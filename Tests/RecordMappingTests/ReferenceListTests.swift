import Foundation
import Testing

@testable import RecordMapping

/// Where Debian's iso-codes lie.
private let isoFolder = "/usr/share/iso-codes/json"

/// Compares the built-in lists with the ISO lists that some systems have installed.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: isoFolder)))
struct ReferenceListTests {
  private func entries(_ list: String) throws -> [[String: Any]] {
    let url = URL(filePath: "\(isoFolder)/iso_\(list).json")
    let file = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
    return try #require(file?[list] as? [[String: Any]])
  }

  @Test func countries() throws {
    let installed = try entries("3166-1")
    #expect(installed.count > 240)
    for entry in installed {
      let code = try #require(entry["alpha_2"] as? String)
      for key in ["alpha_2", "alpha_3", "name", "common_name"] {
        guard let text = entry[key] as? String else { continue }
        #expect(Countries.all.code(of: text) == code, "\(text)")
      }
    }
    let codes = Set(installed.compactMap { $0["alpha_2"] as? String })
    #expect(codes == Set(Countries.all.alpha2Codes))
  }

  @Test func subdivisions() throws {
    var byCountry: [String: Set<String>] = [:]
    for entry in try entries("3166-2") {
      let code = try #require(entry["code"] as? String)
      byCountry[String(code.prefix(2)), default: []].insert(String(code.dropFirst(3)))
    }
    #expect(byCountry.count > 190)
    for (country, codes) in byCountry {
      #expect(Subdivisions.all.codes(of: country) == codes, "\(country)")
    }
  }

  @Test func namesOfSubdivisions() throws {
    for entry in try entries("3166-2") {
      let code = try #require(entry["code"] as? String)
      let name = try #require(entry["name"] as? String)
      let country = String(code.prefix(2))
      guard ["CA", "US", "AU", "DE", "MX", "IN", "JP", "NG"].contains(country),
        !name.contains("[")
      else { continue }
      #expect(Subdivisions.all.code(of: name, in: country) == code, "\(name)")
    }
  }

  @Test func currencies() throws {
    let installed = Set(try entries("4217").compactMap { $0["alpha_3"] as? String })
    // Withdrawn since, and introduced since the list was made.
    let withdrawn: Set = ["HRK", "SLL", "CUC", "ZWL"]
    let introduced: Set = ["XCG", "ZWG"]
    #expect(Set(Currencies.codes) == installed.subtracting(withdrawn).union(introduced))
  }

  @Test func languages() throws {
    for entry in try entries("639-3") {
      let code = try #require(entry["alpha_3"] as? String)
      let short = entry["alpha_2"] as? String
      let expected = short == "sh" ? "hbs" : short ?? code
      let found = Languages.all.subtag(of: code)
      #expect(found == expected || (short == "sh" && found == "sh"), "\(code)")
    }
    for entry in try entries("639-2") {
      guard let old = entry["bibliographic"] as? String, let code = entry["alpha_2"] as? String
      else { continue }
      #expect(Languages.all.subtag(of: old) == code)
    }
  }

  @Test func scripts() throws {
    for entry in try entries("15924") {
      let code = try #require(entry["alpha_4"] as? String)
      #expect(Languages.all.isScript(code))
    }
  }
}

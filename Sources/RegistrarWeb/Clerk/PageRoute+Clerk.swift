import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

extension PageRoute {
  /// Templates and uploads.
  static let clerk: [PageRoute] = [
    .get("/templates", .roles([.clerk])) { asked in try asked.templatesPage() },
    .get("/templates/{package}/{table}", .roles([.clerk])) { asked in
      try await asked.template()
    },
    .post("/submissions", .roles([.clerk]), body: .upload) { asked in try await asked.upload() },
  ]
}

extension PageRequest {
  /// The packages that a caller may hand in files of, each with the scopes to choose from.
  func packagesToFill() throws -> [(package: ServedPackage, scopes: [Scope], isForAll: Bool)] {
    let grants = try caller.grants.filter { $0.role == .clerk }
    return site.packages.compactMap { package in
      let own = grants.filter { $0.package == package.name || $0.package == Grant.allPackages }
      guard !own.isEmpty else { return nil }
      return (package, own.compactMap(\.scope), own.contains { $0.scope == nil })
    }
  }

  fileprivate func templatesPage() throws -> Response {
    let packages = try packagesToFill().map { entry -> [String: Any] in
      let package = entry.package
      return [
        "name": package.name, "title": package.title.text(in: language),
        "scopes": entry.scopes.map { ["value": $0.text, "title": $0.value] },
        "tables": package.tables.map { table -> [String: Any] in
          let path = "/templates/\(Self.encoded(package.name))/\(Self.encoded(table.name))"
          return [
            "title": table.title.text(in: language),
            "about": table.description.text(in: language),
            "empty": path, "filled": path + "?filled=1", "lines": path + "?format=csv",
          ]
        },
      ]
    }
    return page(
      "templates", title: label("part/templates"), part: "templates", ["packages": packages])
  }

  fileprivate func template() async throws -> Response {
    let (name, table) = (try parameter("package"), try parameter("table"))
    guard let entry = try packagesToFill().first(where: { $0.package.name == name }),
      entry.package.tables.contains(where: { $0.name == table })
    else { throw PageFailure.unknownPage }
    let isFilled = query("filled") != nil
    // Who works for one place gets the records of that place.
    let scope = query("scope").flatMap { Scope($0) } ?? (entry.isForAll ? nil : entry.scopes.first)
    let output = try await desk.template(
      tables: [table], package: name, isFilled: isFilled,
      format: query("format") == "csv" ? "csv" : "xlsx", language: language, scope: scope,
      caller: try caller)
    return try await download(output)
  }

  fileprivate func upload() async throws -> Response {
    let caller = try caller
    var reading = UploadReading(site: site) { [self] fields in
      try checkSecret(fields["csrf"])
      guard try packagesToFill().contains(where: { $0.package.name == fields["package"] }) else {
        throw DeskError.notAllowed
      }
    }
    let upload = try await reading.read(request)
    let (package, language) = (upload.fields["package"] ?? "", language.rawValue)
    let scope = upload.fields["scope"].flatMap { Scope($0) }
    let follows = upload.fields["follows"].flatMap { $0.isEmpty ? nil : $0 }
    let submission = try await asking {
      try $0.submit(
        upload.files, package: package, scope: scope, language: language, by: caller,
        follows: follows)
    }
    return .seeOther("/submissions/\(submission.id)")
  }
}

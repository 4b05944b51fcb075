import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
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
          var values: [String: Any] = [
            "title": table.title.text(in: language),
            "about": table.description.text(in: language), "empty": path,
            "lines": path + "?format=csv",
          ]
          values["filled"] = filled(table, of: entry, path: path)
          return values
        },
      ]
    }
    return page(
      "templates", title: label("part/templates"), part: "templates", ["packages": packages])
  }

  /// The templates of a table that show what is stored: of all, or of the parts that the caller works for.
  private func filled(
    _ table: ServedPackage.Table,
    of entry: (package: ServedPackage, scopes: [Scope], isForAll: Bool), path: String
  ) -> [[String: Any]] {
    let text = label("templates/filled")
    var links: [[String: Any]] = []
    if entry.isForAll { links.append(["link": path + "?filled=1", "text": text]) }
    for scope in entry.scopes where entry.package.hasParts(by: scope.field, ofTable: table.name) {
      links.append([
        "link": path + "?filled=1&scope=" + Self.encoded(scope.text),
        "text": "\(text) (\(scope.value))",
      ])
    }
    return links
  }

  fileprivate func template() async throws -> Response {
    let (name, table) = (try parameter("package"), try parameter("table"))
    guard let entry = try packagesToFill().first(where: { $0.package.name == name }),
      entry.package.tables.contains(where: { $0.name == table })
    else { throw PageFailure.unknownPage }
    let isFilled = query("filled") != nil
    let scope = try query("scope").map { text in
      guard let scope = Scope(text) else { throw DeskError.badScope }
      return scope
    }
    let ending = query("format") == "csv" ? "csv" : "xlsx"
    let output = try await desk.template(
      of: table, package: name, isFilled: isFilled, scope: scope, ending: ending,
      language: language.rawValue, by: try caller)
    // Open, it can be sent, and nothing of it stays.
    let file = try FileHandle(forReadingFrom: URL(filePath: output.path))
    desk.discard(output)
    return Response(
      status: .ok,
      headers: [
        .contentType: output.mediaType, .contentDisposition: Self.disposition(of: output.name),
      ],
      body: ResponseBody(contentLength: output.bytes) { writer in
        defer { try? file.close() }
        while let block = try file.read(upToCount: 1 << 16), !block.isEmpty {
          try await writer.write(ByteBuffer(bytes: block))
        }
        try await writer.finish(nil)
      })
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

import Foundation
import HTTPTypes
import Hummingbird
import Submissions
import TabularCore

extension PageRequest {
  /// A page in its frame.
  ///
  /// - Parameters:
  ///   - template: the template of what the frame holds.
  ///   - title: the title of the page, in the language.
  ///   - values: what the template asks for.
  ///   - part: the part of the site that the page belongs to, as in the navigation.
  func page(
    _ template: String, title: String, part: String? = nil, _ values: [String: Any] = [:],
    status: HTTPResponse.Status = .ok
  ) -> Response {
    var values = values
    values["title"] = title
    values["language"] = language.rawValue
    values["languages"] = Language.spoken.map { other -> [String: Any] in
      [
        "code": other.rawValue, "name": other.label("web/language"), "isCurrent": other == language,
        "link": link(to: other),
      ]
    }
    if let session = context.session {
      values["account"] = session.caller.name
      values["csrf"] = session.csrf
      values["navigation"] = parts(for: session.caller).map { name -> [String: Any] in
        ["link": "/" + name, "name": label("part/" + name), "isCurrent": name == part]
      }
    }
    return .html(site.library.page(template, values, in: language), status: status)
  }

  /// The parts of the site that a caller has something to do in.
  private func parts(for caller: Caller) -> [String] {
    let roles = Set(caller.grants.map(\.role))
    var parts = ["submissions"]
    if roles.contains(.clerk) { parts.insert("templates", at: 0) }
    if !roles.isDisjoint(with: [.operator, .auditor]) {
      parts.append("runs")
      if site.settings.migration != nil { parts.append("migration") }
    }
    if roles.contains(.operator) { parts.append("records") }
    if roles.contains(.auditor) { parts.append("accesses") }
    return parts
  }

  /// The same page in another language.
  private func link(to language: Language) -> String {
    guard request.method == .get else { return "/?language=\(language.rawValue)" }
    let others = request.uri.queryParameters.filter { $0.key != "language" }
      .map { "\(Self.encoded(String($0.key)))=\(Self.encoded(String($0.value)))" }
    return request.uri.path + "?"
      + (others + ["language=\(language.rawValue)"]).joined(separator: "&")
  }

  /// A text as a part of a link.
  static func encoded(_ text: String) -> String {
    let unreserved = CharacterSet(
      charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }
}

/// A moment as pages show it, and as machines read it.
struct ShownTime {
  /// `2026-11-30 14:05`, in UTC.
  let text: String
  /// `2026-11-30T14:05:09Z`.
  let machine: String

  /// A moment in seconds since 1970.
  init(seconds: Int) {
    machine = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    text = String(machine.prefix(16)).replacing("T", with: " ")
  }

  /// What a template asks for.
  var values: [String: Any] { ["text": text, "machine": machine] }
}

import Foundation
import Hummingbird

/// The fields of a form without files (`application/x-www-form-urlencoded`).
enum FormBody {
  /// How many bytes such a form may have.
  static let maximumBytes = 64 << 10

  static func read(_ request: Request) async throws -> [String: String] {
    var request = request
    let type = request.headers[.contentType]?.split(separator: ";").first?.trimmed.lowercased()
    guard type == "application/x-www-form-urlencoded" else { throw PageFailure.unreadableForm }
    let body = try await request.collectBody(upTo: maximumBytes)
    return try fields(of: String(buffer: body))
  }

  /// The fields of a text; a name that comes twice keeps its first value.
  static func fields(of text: String) throws -> [String: String] {
    var fields: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]), let value = decoded(parts.count > 1 ? parts[1] : "")
      else { throw PageFailure.unreadableForm }
      if fields[name] == nil { fields[name] = value }
    }
    return fields
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}

import Foundation

/// Ids of runs: `20270306-0914-A3-k7qm2xwd`.
///
/// The minute in which the run began, its place among the store's runs of that minute, and eight
/// random characters. The place (`A3`) is what people say; the random part makes the id unique
/// across processes, hosts and stores, also for runs that no store keeps. Older stores hold ids
/// without it; both kinds are found by the same text.
public enum RunID {
  /// The beginning of the ids of runs that start in a minute: `20270306-0914`.
  ///
  /// - Parameter now: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
  public static func prefix(_ now: String) -> String {
    let digits = now.filter(\.isNumber)
    return digits.prefix(8) + "-" + digits.dropFirst(8).prefix(4)
  }

  /// Eight random characters (40 bits) without those that look alike; the same for all ids of one
  /// process that stand for one run.
  ///
  /// `REGISTRAR_RUN_TAG` sets them for the whole process: who starts it knows beforehand how the run's id
  /// ends, and can ask the store afterwards whether the run was written, however the process ended.
  public static func newTag() -> String {
    if let tag = ProcessInfo.processInfo.environment["REGISTRAR_RUN_TAG"], isTag(tag) { return tag }
    return randomTag()
  }

  /// Eight random characters, whatever the environment says.
  public static func randomTag() -> String {
    String((0..<tagLength).compactMap { _ in tagCharacters.randomElement() })
  }

  /// Whether a text has the form of the random characters.
  public static func isTag(_ text: String) -> Bool {
    text.count == tagLength && text.allSatisfy(tagCharacters.contains)
  }

  /// The id of a run that is the `count`th, from 0, of its minute: `A1` to `A9`, `B1` and so on.
  public static func id(prefix: String, count: Int, tag: String = newTag()) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let round = count / (letters.count * 9)
    let letter = letters[count / 9 % letters.count]
    return "\(prefix)-\(letter)\(count % 9 + 1)" + (round > 0 ? "\(round)" : "") + "-\(tag)"
  }

  /// An id without its random characters: `20270306-0914-A3`.
  public static func short(_ id: String) -> String {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, isTag(String(parts[3])) else { return id }
    return parts[..<3].joined(separator: "-")
  }

  /// Whether a text is the id, the end of it, or the end of it without the random characters.
  public static func matches(_ text: String, _ id: String) -> Bool {
    id.hasSuffix(text) || short(id).hasSuffix(text)
  }

  private static let tagLength = 8
  private static let tagCharacters = Array("0123456789abcdefghjkmnpqrstvwxyz")
}

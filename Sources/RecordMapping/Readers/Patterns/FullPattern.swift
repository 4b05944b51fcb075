import CPattern
import Synchronization

/// A regular expression of XML Schema of any kind, run by libxml2.
final class FullPattern: Sendable {
  /// The most bytes of a text that an expression with choices is tried on; such expressions may take
  /// time that grows faster than the text.
  static let longestText = 4096

  private struct Handle: ~Copyable {
    let pattern: OpaquePointer

    deinit { cp_free(pattern) }
  }

  private let isDeterministic: Bool
  // One thread at a time: libxml2 does not promise that a compiled expression can be shared.
  private let handle: Mutex<Handle>

  /// Compiles an expression without anchors; `nil` when it is not a regular expression.
  init?(_ expression: String) {
    guard !expression.utf8.contains(0), let pattern = cp_compile(expression) else { return nil }
    isDeterministic = cp_is_deterministic(pattern) == 1
    handle = Mutex(Handle(pattern: pattern))
  }

  /// Whether the whole text matches; a text that is too long to be tried does not.
  func matches(_ text: String) -> Bool {
    guard isDeterministic || text.utf8.count <= Self.longestText, !text.utf8.contains(0) else {
      return false
    }
    return handle.withLock { handle in cp_matches(handle.pattern, text) == 1 }
  }
}

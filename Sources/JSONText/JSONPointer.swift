/// One step of a JSON pointer (RFC 6901), escaped.
public func pointerToken(_ name: String) -> String {
  guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
    return name
  }
  return name.replacing("~", with: "~0").replacing("/", with: "~1")
}

/// The steps of a JSON pointer (RFC 6901), unescaped; none for the whole value.
public func pointerSteps(_ pointer: String) -> [String] {
  pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { token in
    String(token.replacing("~1", with: "/").replacing("~0", with: "~"))
  }
}

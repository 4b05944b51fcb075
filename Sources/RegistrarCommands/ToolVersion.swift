/// The release.
public enum ToolVersion {
  /// The version, as `registrar --version` prints it.
  public static let text = "0.1.0"
}

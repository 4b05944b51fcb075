// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  // A type such as a dictionary is else looked up by its name when it is first used, and each of its
  // conformances by a search through all of the program: a fifth of what a file of ten rows costs.
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
    .when(configuration: .release)),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

/// Where REGISTRAR_OPTIMIZED is set, the targets that tests import are optimized while the tests themselves
/// are not: the tests then take a third of their time, and a changed file costs the build of its module.
let speed: [SwiftSetting] =
  Context.environment["REGISTRAR_OPTIMIZED"] == nil
  ? []
  : [
    .unsafeFlags(
      ["-O", "-whole-module-optimization", "-num-threads", "2"], .when(configuration: .debug))
  ]

/// A library target of this package, with the settings every one of them shares.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
  plugins: [Target.PluginUsage]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict + speed,
    plugins: plugins)
}

/// A test target of this package.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil,
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport", "TabularCore"], exclude: exclude,
    resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "registrar",
  products: [
    .executable(name: "registrar", targets: ["registrar"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibZ", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CLibArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .target(name: "CLibraryLoading"),
    // The headers of libxml2 lie in a folder of their own; pkg-config would link the library besides, and it and
    // its ICU took 1.8 ms of every start.
    .target(
      name: "CSheetXML", dependencies: ["CLibraryLoading"],
      cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])]),
    .target(name: "CLibZip", dependencies: ["CLibraryLoading"]),
    .target(name: "CLibXLSXWriter", dependencies: ["CLibraryLoading"]),
    .target(name: "CLibIDN2", dependencies: ["CLibraryLoading"]),
    .target(name: "CLibPQ", dependencies: ["CLibraryLoading"]),
    .target(name: "CLibCurl", dependencies: ["CLibraryLoading"]),

    .executableTarget(name: "embed-languages", path: "Sources/embed-languages"),
    .plugin(
      name: "EmbedLanguages", capability: .buildTool(), dependencies: ["embed-languages"],
      path: "Sources/EmbedLanguages"),
    .executableTarget(name: "embed-pages", path: "Sources/embed-pages"),
    .plugin(
      name: "EmbedPages", capability: .buildTool(), dependencies: ["embed-pages"],
      path: "Sources/EmbedPages"),
    library(
      "TabularCore", exclude: ["Messages", "Explanations"], plugins: ["EmbedLanguages"]),
    library("JSONText"),
    library("DelimitedText", ["TabularCore"]),
    library("JSONRecords", ["TabularCore", "JSONText"]),
    library("Workbooks", ["TabularCore", "CLibZip", "CSheetXML"]),
    library("QTIPackages", ["TabularCore", "CLibZip", "CSheetXML", "Workbooks"]),
    library("Schemas", ["TabularCore", "JSONText", crypto]),
    library("RecordMapping", ["TabularCore", "JSONText", "Schemas", "CLibIDN2"]),
    library(
      "ImportPipeline",
      [
        "TabularCore", "JSONText", "DelimitedText", "JSONRecords", "Workbooks", "QTIPackages",
        "Schemas", "RecordMapping", "CLibArgon2", crypto,
      ]),
    library("RuleEvaluation"),
    library(
      "SQLStore", ["TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "RuleEvaluation"]),
    library(
      "SQLiteStore",
      [
        "TabularCore", "JSONText", "Schemas", "RecordMapping", "ImportPipeline", "SQLStore", grdb,
        sqlite,
      ]),
    library(
      "PostgresStore",
      ["TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "SQLStore", "CLibPQ"]),
    library("ImportReports", ["TabularCore", "JSONText", "ImportPipeline", "CLibZ", crypto]),
    library(
      "TemplateWriting",
      ["TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "CLibXLSXWriter"]),
    library(
      "RecordExport",
      [
        "TabularCore", "JSONText", "Workbooks", "Schemas", "RecordMapping", "ImportPipeline",
        "TemplateWriting",
      ]),
    library(
      "WorkbookOutput",
      [
        "TabularCore", "DelimitedText", "JSONRecords", "Workbooks", "Schemas", "RecordMapping",
        "ImportPipeline", "ImportReports", "TemplateWriting", "CLibXLSXWriter",
      ]),
    library(
      "Emission",
      [
        "TabularCore", "JSONText", "DelimitedText", "QTIPackages", "Schemas", "RecordMapping",
        "ImportPipeline", "TemplateWriting",
      ]),
    library("HTTPExchange", ["CLibCurl"]),
    library(
      "SystemEmission",
      [
        "TabularCore", "JSONText", "HTTPExchange", "Schemas", "RecordMapping", "ImportPipeline",
        "Emission", crypto,
      ]),
    library(
      "Drafting",
      [
        "TabularCore", "JSONText", "DelimitedText", "Workbooks", "Schemas", "RecordMapping",
        "ImportPipeline",
      ]),
    library(
      "DataCare",
      ["TabularCore", "DelimitedText", "Schemas", "RecordMapping", "ImportPipeline", crypto]),
    library(
      "ImportService",
      [
        "TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "RecordExport", "Drafting",
        "DataCare", "SQLiteStore", "PostgresStore",
      ]),
    library(
      "Migrations",
      [
        "TabularCore", "JSONText", "DelimitedText", "Schemas", "RecordMapping", "ImportPipeline",
        "ImportService", crypto,
      ]),
    library(
      "Submissions",
      ["TabularCore", "JSONText", "Schemas", "ImportPipeline", crypto]),
    library("JobQueues", ["TabularCore", "ImportPipeline"]),
    library(
      "RegistrarWeb",
      [
        "TabularCore", "JSONText", "Schemas", "RecordMapping", "ImportPipeline", "Submissions",
        logging, hummingbird, hummingbirdCore, httpTypes, nio, nioPosix, lifecycle, signals,
        mustache,
      ], exclude: ["Pages"], plugins: ["EmbedPages"]),
    library(
      "RegistrarCommands",
      [
        "TabularCore", "JSONText", "DelimitedText", "JSONRecords", "Workbooks", "QTIPackages",
        "Schemas", "RecordMapping", "ImportPipeline", "ImportReports", "TemplateWriting",
        "RecordExport", "WorkbookOutput", "Emission", "SystemEmission", "Drafting", "DataCare",
        "ImportService", "Migrations", "Submissions", "JobQueues", "RegistrarWeb", argumentParser,
        logging,
      ]),
    .executableTarget(
      name: "registrar", dependencies: ["RegistrarCommands", "CMalloc"],
      swiftSettings: strict + speed,
      // Swift would export all 51,000 symbols, which nobody asks for: they are 6 of 104 MB, and the loader and
      // libc search through them.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(configuration: .release))
      ]),

    .target(
      name: "TestSupport",
      dependencies: ["TabularCore", "CLibZip"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("ArchitectureTests", []),
    tests("TabularCoreTests", []),
    tests("JSONTextTests", ["JSONText"]),
    tests("DelimitedTextTests", ["DelimitedText"]),
    tests("JSONRecordsTests", ["JSONRecords"]),
    tests("WorkbooksTests", ["Workbooks", "CSheetXML"]),
    tests("QTIPackagesTests", ["QTIPackages", "Workbooks"]),
    tests("SchemasTests", ["Schemas", "JSONText"]),
    tests(
      "RecordMappingTests", ["RecordMapping", "Schemas"],
      exclude: ["AcceptedNames.tsv", "OracleAnswers.json", "OracleRecord.py"]),
    tests(
      "ImportPipelineTests",
      [
        "ImportPipeline", "DelimitedText", "Workbooks", "RecordMapping", "Schemas", "SQLiteStore",
        "ImportReports", grdb,
      ], exclude: ["Oracle/OracleKeyAnswers.json", "Oracle/OracleKeyRecord.py"]),
    .target(
      name: "StoreTesting",
      dependencies: [
        "TestSupport", "TabularCore", "Schemas", "RecordMapping", "ImportPipeline", "SQLiteStore",
        "PostgresStore", grdb,
      ], path: "Tests/StoreTesting", swiftSettings: strict),
    tests("RuleEvaluationTests", ["RuleEvaluation", "Schemas", grdb]),
    tests(
      "SQLStoreTests",
      ["SQLStore", "RuleEvaluation", "ImportPipeline", "RecordMapping", "Schemas"]),
    tests(
      "SQLiteStoreTests",
      [
        "SQLiteStore", "SQLStore", "StoreTesting", "ImportPipeline", "RecordMapping", "Schemas",
        grdb,
      ]),
    tests(
      "PostgresStoreTests",
      ["PostgresStore", "SQLStore", "SQLiteStore", "ImportPipeline", "RecordMapping", "Schemas"]),
    tests(
      "StoreConformanceTests",
      [
        "StoreTesting", "PostgresStore", "SQLStore", "SQLiteStore", "ImportPipeline",
        "RecordMapping", "Schemas", grdb,
      ]),
    tests("ImportReportsTests", ["ImportReports", "ImportPipeline", "Schemas", "CLibZ"]),
    tests("TemplateWritingTests", ["TemplateWriting", "ImportPipeline", "Schemas", "Workbooks"]),
    tests(
      "RecordExportTests",
      [
        "RecordExport", "ImportService", "ImportPipeline", "Schemas", "Workbooks", "SQLiteStore",
        "StoreTesting",
      ]),
    tests(
      "WorkbookOutputTests",
      [
        "WorkbookOutput", "ImportReports", "ImportPipeline", "Workbooks", "RecordMapping",
        "Schemas", "SQLiteStore",
      ]),
    tests(
      "EmissionTests",
      [
        "Emission", "JSONText", "QTIPackages", "ImportService", "ImportPipeline", "RecordMapping",
        "Schemas", "RecordExport", "SQLiteStore", grdb,
      ]),
    tests("HTTPExchangeTests", ["HTTPExchange"]),
    tests(
      "SystemEmissionTests",
      [
        "SystemEmission", "Emission", "HTTPExchange", "JSONText", "ImportService",
        "ImportPipeline", "Schemas", "SQLiteStore", "PostgresStore",
      ]),
    tests(
      "DraftingTests",
      [
        "Drafting", "ImportService", "StoreTesting", "ImportPipeline", "RecordMapping", "Schemas",
      ]),
    tests(
      "DataCareTests",
      [
        "DataCare", "ImportService", "StoreTesting", "ImportPipeline", "RecordMapping", "Schemas",
        "SQLiteStore", "PostgresStore", grdb, crypto,
      ]),
    tests(
      "ImportServiceTests",
      ["ImportService", "ImportPipeline", "Schemas", "SQLiteStore", "ImportReports"]),
    tests(
      "MigrationsTests",
      [
        "Migrations", "ImportService", "ImportPipeline", "JSONText", "Schemas", "StoreTesting",
      ]),
    tests(
      "SubmissionsTests",
      [
        "Submissions", "ImportService", "ImportPipeline", "Schemas", "StoreTesting", "SQLiteStore",
      ]),
    tests("JobQueuesTests", ["JobQueues", "ImportPipeline", "PostgresStore"]),
    tests(
      "RegistrarWebTests",
      [
        "RegistrarWeb", "Submissions", "ImportService", "ImportPipeline", "Schemas", "JSONText",
        "HTTPExchange", "StoreTesting",
        logging, lifecycle,
      ]),
    tests(
      "RegistrarCommandsTests",
      [
        "RegistrarCommands", "ImportService", "JSONText", "DelimitedText", "Workbooks", "Schemas",
        "ImportPipeline", "SQLiteStore", "ImportReports", argumentParser,
      ]),
    tests("CommandLineTests", [grdb], exclude: ["Clerk", "MigrationService", "Snapshots"]),
    tests("CorpusTests", [], exclude: ["Differences.md"]),
    tests(
      "ProducerTests", [grdb],
      exclude: ["Consumers", "Producers", "Cases.tsv", "Differences.tsv"]),
    tests("PlatformTests", [grdb], exclude: ["platforms"]),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "TabularCore", "JSONText", "DelimitedText", "JSONRecords", "Workbooks", "Schemas",
        "QTIPackages", "RecordMapping", "ImportPipeline", "SQLStore", "SQLiteStore",
      ], path: "Tests/Fuzzing/Targets", swiftSettings: strict),
    tests("FuzzingTests", ["FuzzTargets"]),
  ]
)

package dialtone.catalog.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.OfferingId;
import dialtone.catalog.OfferingNames;
import dialtone.catalog.Price;
import dialtone.catalog.service.CatalogLoader.Age;
import dialtone.platform.settings.ReferenceFiles;
import dialtone.rating.ReferenceData;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The catalogue's versions. The table is the truth; the server's cache saves the query for the current version and the texts, and
 * what has been read stays in memory, since a version never changes.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class CatalogStore {

    private static final Logger LOG = Logger.getLogger(CatalogStore.class);

    /** Versions in memory; older ones are read again for the few orders that still have them. */
    private static final int MAX_IN_MEMORY = 16;

    /** A catalogue's text in the table: as many files as there may be, none larger than allowed. */
    private static final int READ_BUFFER = 8_192;

    private static final String CURRENT = "current";
    private static final String UNTIL = "until";

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    /** {@code current} to the current version, {@code until} to when another one takes its place; {@code text:} and a version to its text. */
    @Resource(lookup = "java:jboss/infinispan/cache/dialtone/catalog-version")
    private ConcurrentMap<String, String> cache;

    @Inject
    private Clock clock;

    private final Map<String, Catalog> versions = new LinkedHashMap<>();

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public CatalogStore() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    public CatalogStore(DataSource dataSource, ConcurrentMap<String, String> cache, Clock clock) {
        this.dataSource = dataSource;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * Reads the folder and makes what it holds the current version, from its {@code validFrom} on if that is ahead. A version that is in effect
     * withdraws those that wait for their time, for the folder does not hold them any more.
     *
     * @throws IllegalStateException with every fault, file, line and reason, if the catalogue is not as it should be, its
     *     version was another one before, or a table names an offering that there never was: an installation does not start on half a catalogue
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Catalog load(Path folder) {
        try {
            Optional<ReferenceData> reference = Optional.of(ReferenceFiles.read(folder));
            Catalog loaded = load(CatalogSource.in(folder), reference).fold(catalog -> catalog, reasons -> {
                throw new IllegalStateException("The catalogue in " + folder + " is refused:\n"
                        + reasons.stream()
                                .map(reason -> "  " + reason.field() + ": " + reason.message())
                                .collect(Collectors.joining("\n")));
            });
            List<Rejection> unknown = ReferenceFiles.unknownOfferings(folder, name -> isCalled(name, loaded));
            if (!unknown.isEmpty()) {
                throw ReferenceFiles.refused(folder, unknown);
            }
            return loaded;
        } catch (IOException e) {
            throw new IllegalStateException("The catalogue folder " + folder + " cannot be read", e);
        }
    }

    /** Whether this version has an offering of that name, or one before had it, which somebody may have still. */
    private boolean isCalled(String name, Catalog loaded) {
        return has(loaded, name) || versions().stream().anyMatch(version -> has(version(version), name));
    }

    private static boolean has(Catalog catalog, String name) {
        return catalog.offerings().stream()
                .anyMatch(offering -> OfferingNames.covers(name, offering.id().value()));
    }

    /** Names of what has come off a price of use by any version: what else comes off a bought one, a coupon has brought. */
    public Set<String> discountNames(OfferingId offering, String price) {
        return versions().stream()
                .flatMap(version -> version(version).offering(offering).stream())
                .flatMap(sold -> sold.prices().stream())
                .filter(each -> each.id().equals(price))
                .filter(Price.Usage.class::isInstance)
                .flatMap(each -> ((Price.Usage) each).terms().discounts().stream())
                .flatMap(discount -> discount.condition().name().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A handful of rows: no index. */
    private List<String> versions() {
        List<String> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT VERSION_ID FROM CATALOG_VERSION");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(row.getString("VERSION_ID"));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The catalogue versions cannot be read", e);
        }
        return found;
    }

    /**
     * One that is in the table already is read by the rules of the day it was taken: an installation that is upgraded starts with the
     * folder that it had.
     *
     * <p>Rejections: those of {@link CatalogLoader#load}; {@code CATALOG_VERSION_CHANGED}; {@code CATALOG_NOT_IN_EFFECT}, of one that takes
     * effect later and that there is none before.
     */
    Outcome<Catalog> load(CatalogSource source) {
        return load(source, Optional.empty());
    }

    private Outcome<Catalog> load(CatalogSource source, Optional<ReferenceData> reference) {
        Outcome<Catalog> outcome =
                isStored(source) ? CatalogLoader.load(source, Age.STORED) : CatalogLoader.load(source, reference);
        return outcome.fold(catalog -> keep(catalog, source), reasons -> outcome);
    }

    /** Its version stands in what the checksum is of. A handful of rows: no index. */
    private boolean isStored(CatalogSource source) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT VERSION_ID FROM CATALOG_VERSION WHERE CHECKSUM = ?")) {
            select.setString(1, source.checksum());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The catalogue versions cannot be read", e);
        }
    }

    private Outcome<Catalog> keep(Catalog catalog, CatalogSource source) {
        try (Connection connection = dataSource.getConnection()) {
            Optional<String> checksum = checksum(connection, catalog.version());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Optional<Instant> ahead = catalog.validFrom().filter(from -> from.isAfter(now));
            if (checksum.isEmpty()) {
                insert(connection, catalog.version(), source, ahead.orElse(now));
                LOG.infof("Catalogue version %s is new", catalog.version());
            } else if (!checksum.get().equals(source.checksum())) {
                return Outcome.rejected(
                        Rejection.at(
                                "version",
                                "CATALOG_VERSION_CHANGED",
                                "Version " + catalog.version()
                                        + " was loaded before with another content. Orders refer to it: give the change a new version."));
            } else if (ahead.isPresent() || !currentInTable(connection).equals(Optional.of(catalog.version()))) {
                activate(connection, catalog.version(), ahead.orElse(now));
            }
            PromotionCodes.announce(connection, catalog, now);
            if (ahead.isEmpty()) {
                withdraw(connection, now);
            }
            if (currentInTable(connection).isEmpty()) {
                return Outcome.rejected(Rejection.at(
                        "validFrom",
                        "CATALOG_NOT_IN_EFFECT",
                        "Version " + catalog.version() + " takes effect later, and there is none before it."));
            }
            readCurrent(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The catalogue cannot be stored", e);
        }
        remember(catalog);
        return Outcome.accepted(catalog);
    }

    /** What may be ordered now. */
    public Catalog current() {
        String version = cache.get(CURRENT);
        String until = cache.get(UNTIL);
        if (version == null || until == null || !clock.instant().isBefore(Instant.parse(until))) {
            try (Connection connection = dataSource.getConnection()) {
                version = readCurrent(connection);
            } catch (SQLException e) {
                throw new IllegalStateException("The current catalogue version cannot be read", e);
            }
        }
        return version(version);
    }

    private String readCurrent(Connection connection) throws SQLException {
        String version =
                currentInTable(connection).orElseThrow(() -> new IllegalStateException("No catalogue has been loaded"));
        cache.put(UNTIL, nextInTable(connection).orElse(Instant.MAX).toString());
        cache.put(CURRENT, version);
        return version;
    }

    /**
     * A version that was current once.
     *
     * @throws IllegalStateException if there is no such version
     */
    public Catalog version(String version) {
        synchronized (versions) {
            Catalog known = versions.get(version);
            if (known != null) {
                return known;
            }
        }
        String text = cache.get("text:" + version);
        if (text == null) {
            text = text(version);
            cache.put("text:" + version, text);
        }
        Catalog catalog = CatalogLoader.load(CatalogSource.of(text), Age.STORED).fold(read -> read, reasons -> {
            throw new IllegalStateException("Catalogue version " + version + " in the table is damaged: " + reasons);
        });
        remember(catalog);
        return catalog;
    }

    private void remember(Catalog catalog) {
        synchronized (versions) {
            versions.put(catalog.version(), catalog);
            if (versions.size() > MAX_IN_MEMORY) {
                versions.remove(versions.keySet().iterator().next());
            }
        }
    }

    private static Optional<String> checksum(Connection connection, String version) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT CHECKSUM FROM CATALOG_VERSION WHERE VERSION_ID = ?")) {
            select.setString(1, version);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString("CHECKSUM")) : Optional.empty();
            }
        }
    }

    /** A handful of rows: no index. */
    private Optional<String> currentInTable(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT VERSION_ID FROM CATALOG_VERSION"
                + " WHERE ACTIVATED_AT <= ? ORDER BY ACTIVATED_AT DESC, VERSION_ID DESC FETCH FIRST 1 ROWS ONLY")) {
            select.setTimestamp(1, Timestamp.from(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString("VERSION_ID")) : Optional.empty();
            }
        }
    }

    /** When the next version takes effect that waits for that. A handful of rows: no index. */
    private Optional<Instant> nextInTable(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT MIN(ACTIVATED_AT) AS NEXT_AT FROM CATALOG_VERSION WHERE ACTIVATED_AT > ?")) {
            select.setTimestamp(1, Timestamp.from(clock.instant()));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getTimestamp("NEXT_AT")).map(Timestamp::toInstant);
            }
        }
    }

    private static void insert(Connection connection, String version, CatalogSource source, Instant from)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO CATALOG_VERSION (VERSION_ID, CHECKSUM, CONTENT, ACTIVATED_AT) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, version);
            insert.setString(2, source.checksum());
            insert.setCharacterStream(3, new StringReader(source.text()));
            insert.setTimestamp(4, Timestamp.from(from));
            insert.executeUpdate();
        }
    }

    private static void activate(Connection connection, String version, Instant from) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE CATALOG_VERSION SET ACTIVATED_AT = ? WHERE VERSION_ID = ?")) {
            update.setTimestamp(1, Timestamp.from(from));
            update.setString(2, version);
            update.executeUpdate();
        }
    }

    /** What waits for its time does not take effect, unless it is loaded again. */
    private static void withdraw(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE CATALOG_VERSION SET ACTIVATED_AT = NULL WHERE ACTIVATED_AT > ?")) {
            update.setTimestamp(1, Timestamp.from(now));
            int withdrawn = update.executeUpdate();
            if (withdrawn > 0) {
                LOG.warnf("Withdrawn: %d catalogue version(s) that were to take effect later", withdrawn);
            }
        }
    }

    private String text(String version) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT CONTENT FROM CATALOG_VERSION WHERE VERSION_ID = ?")) {
            select.setString(1, version);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("There is no catalogue version " + version);
                }
                return all(row.getCharacterStream("CONTENT"));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("Catalogue version " + version + " cannot be read", e);
        }
    }

    private static String all(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[READ_BUFFER];
        for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
            text.append(buffer, 0, read);
        }
        return text.toString();
    }
}

package dialtone.rating.service;

import dialtone.catalog.TimeBand;
import dialtone.catalog.UsageScope;
import dialtone.platform.settings.ReferenceFiles;
import dialtone.platform.settings.Settings;
import dialtone.rating.ReferenceData;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Destination zones, roaming zones and holidays of the catalogue's folder, see {@link ReferenceFiles}, read once when the server starts. Zones say from when on, so that
 * a change is a new line and what was rated before stays right.
 */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class RatingReference {

    private static final Logger LOG = Logger.getLogger(RatingReference.class);

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    private volatile ReferenceData current = ReferenceData.NONE;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public RatingReference() {}

    /** Outside a container. */
    @SuppressWarnings("NullAway") // what is given is not checked against tariffs
    public RatingReference(ReferenceData current) {
        this.current = current;
    }

    /** @throws IllegalStateException with every fault, file, line and reason: an installation does not start on half of it */
    @PostConstruct
    void read() {
        current = ReferenceFiles.read(Settings.catalogFolder());
        try (Connection connection = dataSource.getConnection()) {
            Set<String> missing = missing(connection, current);
            if (!missing.isEmpty()) {
                LOG.errorf(
                        "Tariffs name what rating/zones.csv, rating/roaming.csv and rating/holidays.csv no longer have: %s. Use of these zones is"
                                + " rated as to any other, roaming there waits, these holidays are days of the week. A zone that ended keeps its"
                                + " lines, with a last day.",
                        String.join(", ", missing));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The tariffs cannot be read", e);
        }
    }

    /** Zones and calendars that tariffs name and the files do not have: {@code holidays de}, {@code roaming zone eu}, {@code zone europe}. */
    static Set<String> missing(Connection connection, ReferenceData reference) throws SQLException {
        Set<String> missing = new TreeSet<>();
        for (UsageScope scope : Tariffs.scopes(connection)) {
            scope.zones().stream()
                    .filter(zone -> !zone.equals(UsageScope.FAVOURITES)
                            && !reference.zones().zones().contains(zone))
                    .forEach(zone -> missing.add("zone " + zone));
            scope.roaming().stream()
                    .filter(zone -> !zone.equals(UsageScope.HOME)
                            && !reference.networks().zones().contains(zone))
                    .forEach(zone -> missing.add("roaming zone " + zone));
            scope.bands().stream()
                    .map(TimeBand::holidays)
                    .flatMap(Optional::stream)
                    .filter(calendar -> !reference.holidays().calendars().contains(calendar))
                    .forEach(calendar -> missing.add("holidays " + calendar));
        }
        return missing;
    }

    /** What records are rated by now. */
    public ReferenceData current() {
        return current;
    }
}

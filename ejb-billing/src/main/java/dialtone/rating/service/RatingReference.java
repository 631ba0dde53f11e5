package dialtone.rating.service;

import dialtone.platform.settings.ReferenceFiles;
import dialtone.platform.settings.Settings;
import dialtone.rating.ReferenceData;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/**
 * Destination zones and holidays of the catalogue's folder, see {@link ReferenceFiles}, read once when the server starts. Zones say from when on, so that
 * a change is a new line and what was rated before stays right.
 */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class RatingReference {

    private volatile ReferenceData current = ReferenceData.NONE;

    /** For the container. */
    public RatingReference() {}

    /** Outside a container. */
    public RatingReference(ReferenceData current) {
        this.current = current;
    }

    /** @throws IllegalStateException with every fault, file, line and reason: an installation does not start on half of it */
    @PostConstruct
    void read() {
        current = ReferenceFiles.read(Settings.catalogFolder());
    }

    /** What records are rated by now. */
    public ReferenceData current() {
        return current;
    }
}

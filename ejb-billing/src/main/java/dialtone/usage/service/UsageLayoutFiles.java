package dialtone.usage.service;

import dialtone.platform.settings.Settings;
import dialtone.usage.layout.UsageLayouts;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;

/** How the sources of this installation write their records, read once when the server starts. */
@Startup
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class UsageLayoutFiles {

    private volatile UsageLayouts current = UsageLayouts.HOUSE;

    /** For the container. */
    public UsageLayoutFiles() {}

    /** Outside a container. */
    public UsageLayoutFiles(UsageLayouts current) {
        this.current = current;
    }

    /** @throws IllegalStateException with every fault, file, line and reason */
    @PostConstruct
    void read() {
        current = UsageLayoutLoader.load(Settings.catalogFolder());
    }

    public UsageLayouts current() {
        return current;
    }
}

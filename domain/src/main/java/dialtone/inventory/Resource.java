package dialtone.inventory;

import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.pool.PooledResource;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A number, SIM or device that a service runs on (TMF639 Resource). */
@Entity
@Table(name = "INSTALLED_RESOURCE")
public class Resource {

    @Id
    @Column(name = "RESOURCE_ID")
    private String id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "SERVICE_ID")
    private Service service;

    @Enumerated(EnumType.STRING)
    @Column(name = "KIND")
    private ResourceKind kind;

    @Column(name = "VARIANT")
    private String variant;

    @Column(name = "IDENTIFIER")
    private String identifier;

    @Column(name = "IMSI")
    private @Nullable String imsi;

    @Column(name = "EID")
    private @Nullable String eid;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private InventoryState state;

    @Column(name = "TERMINATED_AT")
    private @Nullable Instant terminatedAt;

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected Resource() {}

    Resource(Service service, PooledResource from) {
        this(service, from, service.id() + "-" + from.kind());
    }

    /** One that comes later, of that number among all that the service has ever run on. */
    Resource(Service service, PooledResource from, int number) {
        this(service, from, service.id() + "-" + from.kind() + number);
    }

    private Resource(Service service, PooledResource from, String id) {
        this.id = id;
        this.service = service;
        this.kind = from.kind();
        this.variant = from.variant();
        this.identifier = from.identifier();
        this.imsi = from.imsi().orElse(null);
        this.eid = from.eid().orElse(null);
        this.state = InventoryState.ACTIVE;
    }

    void terminate(Instant now) {
        state = InventoryState.TERMINATED;
        terminatedAt = now;
    }

    public String id() {
        return id;
    }

    public Service service() {
        return service;
    }

    public ResourceKind kind() {
        return kind;
    }

    /** Which kind of it: {@code mobile}, {@code esim}, {@code fairline-5/black}. */
    public String variant() {
        return variant;
    }

    /** MSISDN, ICCID or IMEI. */
    public String identifier() {
        return identifier;
    }

    public Optional<String> imsi() {
        return Optional.ofNullable(imsi);
    }

    public Optional<String> eid() {
        return Optional.ofNullable(eid);
    }

    public InventoryState state() {
        return state;
    }

    public Optional<Instant> terminatedAt() {
        return Optional.ofNullable(terminatedAt);
    }

    /** What a route knows it by: {@code msisdn}; {@code iccid}, {@code imsi}, {@code eid}; {@code imei}. */
    public Map<String, String> facts() {
        return new PooledResource("", kind, variant, identifier, imsi(), eid()).facts();
    }
}

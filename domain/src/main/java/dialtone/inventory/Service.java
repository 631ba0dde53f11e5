package dialtone.inventory;

import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.pool.PooledResource;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service that delivers a product (TMF638 Service). */
@Entity
@Table(name = "SERVICE")
public class Service {

    /**
     * What is installed.
     *
     * @param name   of the specification
     * @param parent name of the customer-facing service it rests under; empty for one directly below the product
     * @param facts  learned from the network, such as {@code activationCode}
     * @param active false when the product does without it: its step was skipped
     */
    public record Installed(
            String name,
            Kind kind,
            Optional<String> parent,
            List<PooledResource> resources,
            Map<String, String> facts,
            boolean active) {
        public Installed {
            resources = List.copyOf(resources);
            facts = Map.copyOf(facts);
        }

        /** One that is active. */
        public Installed(
                String name,
                Kind kind,
                Optional<String> parent,
                List<PooledResource> resources,
                Map<String, String> facts) {
            this(name, kind, parent, resources, facts, true);
        }
    }

    @Id
    @Column(name = "SERVICE_ID")
    private String id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "PRODUCT_ID")
    private Product product;

    @Column(name = "POSITION")
    private int position;

    @Column(name = "NAME")
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "KIND")
    private Kind kind;

    @Column(name = "PARENT_NAME")
    private @Nullable String parent;

    @Enumerated(EnumType.STRING)
    @Column(name = "STATE")
    private InventoryState state;

    @Column(name = "TERMINATED_AT")
    private @Nullable Instant terminatedAt;

    @ElementCollection
    @CollectionTable(name = "SERVICE_FACT", joinColumns = @JoinColumn(name = "SERVICE_ID"))
    @MapKeyColumn(name = "NAME")
    @Column(name = "CONTENT")
    private Map<String, String> facts = new HashMap<>();

    @OneToMany(mappedBy = "service", cascade = CascadeType.PERSIST)
    @OrderBy("kind")
    private List<Resource> resources = new ArrayList<>();

    @SuppressWarnings("NullAway") // for the persistence provider, which fills the fields
    protected Service() {}

    Service(Product product, int position, Installed installed) {
        this.id = product.id().value() + "-" + position;
        this.product = product;
        this.position = position;
        this.name = installed.name();
        this.kind = installed.kind();
        this.parent = installed.parent().orElse(null);
        this.state = installed.active() ? InventoryState.ACTIVE : InventoryState.INACTIVE;
        this.facts.putAll(installed.facts());
        installed.resources().forEach(resource -> resources.add(new Resource(this, resource)));
    }

    /** One that was never activated stays so. */
    void suspend() {
        state = state == InventoryState.ACTIVE ? InventoryState.SUSPENDED : state;
    }

    void resume() {
        state = state == InventoryState.SUSPENDED ? InventoryState.ACTIVE : state;
    }

    void terminate(Instant now) {
        state = InventoryState.TERMINATED;
        terminatedAt = now;
        resources.stream()
                .filter(resource -> resource.state() != InventoryState.TERMINATED)
                .forEach(resource -> resource.terminate(now));
    }

    boolean hasSim() {
        return resources.stream().anyMatch(Service::isSimInUse);
    }

    private static boolean isSimInUse(Resource resource) {
        return resource.kind() == ResourceKind.SIM && resource.state() != InventoryState.TERMINATED;
    }

    /** It runs on another SIM, and the former one has ended. */
    void replaceSim(PooledResource sim, Instant now) {
        resources.stream().filter(Service::isSimInUse).forEach(former -> former.terminate(now));
        resources.add(new Resource(this, sim, resources.size() + 1));
    }

    public String id() {
        return id;
    }

    public Product product() {
        return product;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** Name of the customer-facing service it rests under. */
    public Optional<String> parent() {
        return Optional.ofNullable(parent);
    }

    public InventoryState state() {
        return state;
    }

    /** Learned from the network, such as {@code activationCode}. */
    public Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    public Optional<Instant> terminatedAt() {
        return Optional.ofNullable(terminatedAt);
    }

    /** All that it has ever run on. */
    public List<Resource> resources() {
        return List.copyOf(resources);
    }
}

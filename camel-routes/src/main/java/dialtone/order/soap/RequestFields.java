package dialtone.order.soap;

import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a request as it was read, each with its path: {@code item[2].characteristic[0].name}. The parser says of a broken
 * rule which element broke it and not where that stands; and it does not say of a missing element that it is missing, but of the
 * one after it that it comes too early. This is where both are looked up.
 */
final class RequestFields {

    /** More than a request within its size has of faults worth telling. */
    private static final int MAX_FIELDS = 20_000;

    /**
     * @param name  of the element
     * @param value as text; empty when the element is not there
     */
    record RequestField(String path, String name, Optional<String> value, boolean required) {
        boolean isMissing() {
            return required && value.isEmpty();
        }
    }

    private final List<RequestField> fields = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private RequestFields() {}

    /** @param request as the contract's classes hold it; null when it could not be read so far */
    static RequestFields of(@Nullable Object request) {
        RequestFields found = new RequestFields();
        if (request != null && isElement(request.getClass())) {
            found.addAll(request, "");
        }
        return found;
    }

    List<RequestField> all() {
        return List.copyOf(fields);
    }

    /** Whether the contract has an element of this name where the request was looked at. */
    boolean knows(String element) {
        return names.contains(element);
    }

    private static boolean isElement(Class<?> type) {
        return type.isAnnotationPresent(XmlAccessorType.class);
    }

    private void addAll(Object element, String prefix) {
        for (Field field : element.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            XmlElement declared = field.getAnnotation(XmlElement.class);
            String name = declared == null || declared.name().equals("##default") ? field.getName() : declared.name();
            names.add(name);
            add(read(field, element), name, prefix + name, declared != null && declared.required());
        }
    }

    private void add(@Nullable Object value, String name, String path, boolean required) {
        if (fields.size() >= MAX_FIELDS) {
            return;
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(list.get(i), name, path + "[" + i + "]", required);
            }
            if (list.isEmpty()) {
                fields.add(new RequestField(path, name, Optional.empty(), required));
            }
        } else if (value != null && isElement(value.getClass())) {
            addAll(value, path + ".");
        } else {
            fields.add(new RequestField(path, name, Optional.ofNullable(value).map(Object::toString), required));
        }
    }

    private static @Nullable Object read(Field field, Object element) {
        try {
            field.setAccessible(true);
            return field.get(element);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("The contract's classes are ours: " + field, e);
        }
    }
}

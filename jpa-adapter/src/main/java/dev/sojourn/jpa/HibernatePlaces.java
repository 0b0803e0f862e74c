package dev.sojourn.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.metamodel.EntityType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.AbstractEntityPersister;
import org.hibernate.persister.entity.EntityPersister;

/** Where Hibernate keeps what. */
final class HibernatePlaces {

    private final Map<String, String> names;
    private final Places places;

    private HibernatePlaces(Map<String, String> names, Places places) {
        this.names = names;
        this.places = places;
    }

    static void fill(EntityManagerFactory factory, Places places) {
        SessionFactoryImplementor hibernate = factory.unwrap(SessionFactoryImplementor.class);
        Map<String, String> names = factory.getMetamodel().getEntities().stream()
                .collect(Collectors.toMap(
                        type -> type.getJavaType().getName(), EntityType::getName, (one, other) -> one));
        HibernatePlaces reading = new HibernatePlaces(names, places);
        hibernate.getMappingMetamodel().forEachEntityDescriptor(reading::entity);
        hibernate.getMappingMetamodel().forEachCollectionDescriptor(reading::collection);
    }

    private void entity(EntityPersister persister) {
        if (!(persister instanceof AbstractEntityPersister entity)) {
            return;
        }
        String name = names.getOrDefault(entity.getEntityName(), entity.getEntityName());
        String table = entity.getMappedTableDetails().getTableName();
        places.tables().put(name, Places.plain(table));
        Arrays.stream(entity.getTableNames()).forEach(own -> {
            places.add(own);
            Arrays.stream(entity.getRootTableKeyColumnNames()).forEach(key -> places.add(Places.Place.of(own, key)));
        });
        if (entity.getDiscriminatorMapping() != null) {
            columns(entity.getDiscriminatorMapping()).forEach(places::add);
        }
        part(name, entity.getIdentifierMapping().getAttributeName(), entity.getIdentifierMapping());
        entity.forEachAttributeMapping(attribute -> attribute(name, "", attribute));
    }

    private void attribute(String entity, String prefix, AttributeMapping attribute) {
        String path = prefix + attribute.getAttributeName();
        if (attribute instanceof PluralAttributeMapping) {
            return;
        }
        part(entity, path, attribute);
        if (attribute instanceof EmbeddableValuedModelPart embedded) {
            embedded.getEmbeddableTypeDescriptor()
                    .forEachAttributeMapping((index, inner) -> attribute(entity, path + ".", inner));
        }
    }

    private void part(String entity, String path, ModelPart part) {
        places.add(entity, path, columns(part));
    }

    private static List<Places.Place> columns(ModelPart part) {
        List<Places.Place> columns = new ArrayList<>();
        part.forEachSelectable((index, column) -> {
            if (!column.isFormula()) {
                columns.add(Places.Place.of(column.getContainingTableExpression(), column.getSelectionExpression()));
            }
        });
        return columns;
    }

    private void collection(CollectionPersister persister) {
        if (!(persister instanceof AbstractCollectionPersister collection)) {
            return;
        }
        String table = collection.getTableName();
        places.add(table);
        add(table, collection.getKeyColumnNames());
        add(table, collection.getIndexColumnNames());
        if (!collection.isOneToMany()) {
            add(table, collection.getElementColumnNames());
        }
    }

    private void add(String table, String[] columns) {
        if (columns != null) {
            Arrays.stream(columns)
                    .filter(column -> column != null)
                    .forEach(column -> places.add(Places.Place.of(table, column)));
        }
    }
}

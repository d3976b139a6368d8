/* SPDX-License-Identifier: MIT */
/* Mutations: all tables. */

#include "mutations_tables.h"

const mutation_table *const mutation_tables[] = { &header_mutations, &person_mutations,
	&print_mutations, &palm_mutations, &photo_mutations };
const size_t mutation_table_count = sizeof mutation_tables / sizeof mutation_tables[0];

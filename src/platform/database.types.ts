export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  // Allows to automatically instantiate createClient with right options
  // instead of createClient<Database, { PostgrestVersion: 'XX' }>(URL, KEY)
  __InternalSupabase: {
    PostgrestVersion: "12"
  }
  public: {
    Tables: {
      away_messages: {
        Row: {
          active: boolean
          body: string
          business_id: string
          set_at: string
          set_by: string | null
        }
        Insert: {
          active: boolean
          body: string
          business_id: string
          set_at?: string
          set_by?: string | null
        }
        Update: {
          active?: boolean
          body?: string
          business_id?: string
          set_at?: string
          set_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "away_messages_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      business_hour_exceptions: {
        Row: {
          business_id: string
          closes: string | null
          from_on: string
          id: string
          name: string
          opens: string | null
          to_on: string
        }
        Insert: {
          business_id: string
          closes?: string | null
          from_on: string
          id?: string
          name: string
          opens?: string | null
          to_on: string
        }
        Update: {
          business_id?: string
          closes?: string | null
          from_on?: string
          id?: string
          name?: string
          opens?: string | null
          to_on?: string
        }
        Relationships: [
          {
            foreignKeyName: "business_hour_exceptions_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      business_hours: {
        Row: {
          business_id: string
          closes: string
          opens: string
          weekday: number
        }
        Insert: {
          business_id: string
          closes: string
          opens: string
          weekday: number
        }
        Update: {
          business_id?: string
          closes?: string
          opens?: string
          weekday?: number
        }
        Relationships: [
          {
            foreignKeyName: "business_hours_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      businesses: {
        Row: {
          answer_promise_hours: number
          catalogue_public: boolean
          created_at: string
          created_by: string | null
          escalates_to: string | null
          id: string
          language: string
          media_quota_bytes: number
          name: string
          posting_target_per_week: number
          reply_templates_at: string | null
          requires_approval: boolean
          retention_months: number | null
          sample: boolean
          slug: string
          tells_read: boolean
          timezone: string
        }
        Insert: {
          answer_promise_hours?: number
          catalogue_public?: boolean
          created_at?: string
          created_by?: string | null
          escalates_to?: string | null
          id?: string
          language?: string
          media_quota_bytes?: number
          name: string
          posting_target_per_week?: number
          reply_templates_at?: string | null
          requires_approval?: boolean
          retention_months?: number | null
          sample?: boolean
          slug: string
          tells_read?: boolean
          timezone?: string
        }
        Update: {
          answer_promise_hours?: number
          catalogue_public?: boolean
          created_at?: string
          created_by?: string | null
          escalates_to?: string | null
          id?: string
          language?: string
          media_quota_bytes?: number
          name?: string
          posting_target_per_week?: number
          reply_templates_at?: string | null
          requires_approval?: boolean
          retention_months?: number | null
          sample?: boolean
          slug?: string
          tells_read?: boolean
          timezone?: string
        }
        Relationships: [
          {
            foreignKeyName: "businesses_id_escalates_to_fkey"
            columns: ["id", "escalates_to"]
            referencedRelation: "members"
            referencedColumns: ["business_id", "user_id"]
          },
        ]
      }
      calendar_feeds: {
        Row: {
          business_id: string
          id: string
          made_at: string
          token_hash: string
          user_id: string
        }
        Insert: {
          business_id: string
          id?: string
          made_at?: string
          token_hash: string
          user_id: string
        }
        Update: {
          business_id?: string
          id?: string
          made_at?: string
          token_hash?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "calendar_feeds_business_id_user_id_fkey"
            columns: ["business_id", "user_id"]
            referencedRelation: "members"
            referencedColumns: ["business_id", "user_id"]
          },
        ]
      }
      case_closures: {
        Row: {
          business_id: string
          case_id: string
          closed_at: string
          closed_by: string | null
          how: string
          id: string
          link_id: string | null
          resolution_id: string
        }
        Insert: {
          business_id: string
          case_id: string
          closed_at?: string
          closed_by?: string | null
          how: string
          id?: string
          link_id?: string | null
          resolution_id: string
        }
        Update: {
          business_id?: string
          case_id?: string
          closed_at?: string
          closed_by?: string | null
          how?: string
          id?: string
          link_id?: string | null
          resolution_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "case_closures_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "case_closures_link_id_business_id_fkey"
            columns: ["link_id", "business_id"]
            referencedRelation: "case_links"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "case_closures_resolution_id_business_id_fkey"
            columns: ["resolution_id", "business_id"]
            referencedRelation: "case_resolutions"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      case_escalations: {
        Row: {
          business_id: string
          case_id: string
          due_at: string
          id: string
          lease_until: string | null
          mailed_at: string | null
          noticed_at: string
          tries: number
          user_id: string | null
        }
        Insert: {
          business_id: string
          case_id: string
          due_at: string
          id?: string
          lease_until?: string | null
          mailed_at?: string | null
          noticed_at?: string
          tries?: number
          user_id?: string | null
        }
        Update: {
          business_id?: string
          case_id?: string
          due_at?: string
          id?: string
          lease_until?: string | null
          mailed_at?: string | null
          noticed_at?: string
          tries?: number
          user_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "case_escalations_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      case_links: {
        Row: {
          business_id: string
          case_id: string
          id: string
          made_at: string
          made_by: string | null
          revoked_at: string | null
          revoked_by: string | null
          token_hash: string
        }
        Insert: {
          business_id: string
          case_id: string
          id?: string
          made_at?: string
          made_by?: string | null
          revoked_at?: string | null
          revoked_by?: string | null
          token_hash: string
        }
        Update: {
          business_id?: string
          case_id?: string
          id?: string
          made_at?: string
          made_by?: string | null
          revoked_at?: string | null
          revoked_by?: string | null
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: "case_links_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      case_promises: {
        Row: {
          business_id: string
          case_id: string
          due_at: string
          id: string
          made_at: string
          made_by: string | null
          responsible: string | null
          what: string
        }
        Insert: {
          business_id: string
          case_id: string
          due_at: string
          id?: string
          made_at?: string
          made_by?: string | null
          responsible?: string | null
          what: string
        }
        Update: {
          business_id?: string
          case_id?: string
          due_at?: string
          id?: string
          made_at?: string
          made_by?: string | null
          responsible?: string | null
          what?: string
        }
        Relationships: [
          {
            foreignKeyName: "case_promises_business_id_responsible_fkey"
            columns: ["business_id", "responsible"]
            referencedRelation: "members"
            referencedColumns: ["business_id", "user_id"]
          },
          {
            foreignKeyName: "case_promises_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      case_reopenings: {
        Row: {
          business_id: string
          by_customer: boolean
          case_id: string
          id: string
          link_id: string | null
          reason: string
          reopened_at: string
          reopened_by: string | null
          resolution_id: string
        }
        Insert: {
          business_id: string
          by_customer: boolean
          case_id: string
          id?: string
          link_id?: string | null
          reason: string
          reopened_at?: string
          reopened_by?: string | null
          resolution_id: string
        }
        Update: {
          business_id?: string
          by_customer?: boolean
          case_id?: string
          id?: string
          link_id?: string | null
          reason?: string
          reopened_at?: string
          reopened_by?: string | null
          resolution_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "case_reopenings_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "case_reopenings_link_id_business_id_fkey"
            columns: ["link_id", "business_id"]
            referencedRelation: "case_links"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "case_reopenings_resolution_id_business_id_fkey"
            columns: ["resolution_id", "business_id"]
            referencedRelation: "case_resolutions"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      case_resolutions: {
        Row: {
          asks_rating: boolean
          business_id: string
          case_id: string
          id: string
          resolved_at: string
          resolved_by: string | null
          what: string
        }
        Insert: {
          asks_rating?: boolean
          business_id: string
          case_id: string
          id?: string
          resolved_at?: string
          resolved_by?: string | null
          what: string
        }
        Update: {
          asks_rating?: boolean
          business_id?: string
          case_id?: string
          id?: string
          resolved_at?: string
          resolved_by?: string | null
          what?: string
        }
        Relationships: [
          {
            foreignKeyName: "case_resolutions_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      case_steps: {
        Row: {
          business_id: string
          case_id: string
          for_customer: boolean
          id: string
          made_at: string
          made_by: string | null
          what: string
        }
        Insert: {
          business_id: string
          case_id: string
          for_customer?: boolean
          id?: string
          made_at?: string
          made_by?: string | null
          what: string
        }
        Update: {
          business_id?: string
          case_id?: string
          for_customer?: boolean
          id?: string
          made_at?: string
          made_by?: string | null
          what?: string
        }
        Relationships: [
          {
            foreignKeyName: "case_steps_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      cases: {
        Row: {
          business_id: string
          category: string
          closed_at: string | null
          complaint: string
          conversation_id: string
          due_at: string
          erased_at: string | null
          first_resolved_at: string | null
          id: string
          message_id: string | null
          number: string
          opened_at: string
          opened_by: string | null
          promise: string
          reopened_at: string | null
          resolved_at: string | null
          responsible: string | null
          state: string
          version: number
          wants: string
          wants_words: string
        }
        Insert: {
          business_id: string
          category?: string
          closed_at?: string | null
          complaint?: string
          conversation_id: string
          due_at: string
          erased_at?: string | null
          first_resolved_at?: string | null
          id?: string
          message_id?: string | null
          number: string
          opened_at?: string
          opened_by?: string | null
          promise?: string
          reopened_at?: string | null
          resolved_at?: string | null
          responsible?: string | null
          state?: string
          version?: number
          wants?: string
          wants_words?: string
        }
        Update: {
          business_id?: string
          category?: string
          closed_at?: string | null
          complaint?: string
          conversation_id?: string
          due_at?: string
          erased_at?: string | null
          first_resolved_at?: string | null
          id?: string
          message_id?: string | null
          number?: string
          opened_at?: string
          opened_by?: string | null
          promise?: string
          reopened_at?: string | null
          resolved_at?: string | null
          responsible?: string | null
          state?: string
          version?: number
          wants?: string
          wants_words?: string
        }
        Relationships: [
          {
            foreignKeyName: "cases_business_id_responsible_fkey"
            columns: ["business_id", "responsible"]
            referencedRelation: "members"
            referencedColumns: ["business_id", "user_id"]
          },
          {
            foreignKeyName: "cases_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "cases_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      channel_metrics: {
        Row: {
          business_id: string
          channel_id: string
          day: string
          followers: number | null
          taken_at: string
        }
        Insert: {
          business_id: string
          channel_id: string
          day: string
          followers?: number | null
          taken_at?: string
        }
        Update: {
          business_id?: string
          channel_id?: string
          day?: string
          followers?: number | null
          taken_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "channel_metrics_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      channel_secrets: {
        Row: {
          channel_id: string
          granted_by: string | null
          sealed: string
          sealed_at: string
        }
        Insert: {
          channel_id: string
          granted_by?: string | null
          sealed: string
          sealed_at?: string
        }
        Update: {
          channel_id?: string
          granted_by?: string | null
          sealed?: string
          sealed_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "channel_secrets_channel_id_fkey"
            columns: ["channel_id"]
            referencedRelation: "channels"
            referencedColumns: ["id"]
          },
        ]
      }
      channels: {
        Row: {
          business_id: string
          connected_at: string
          connected_by: string | null
          disconnected_at: string | null
          disconnected_by: string | null
          external_id: string | null
          followers_due_at: string | null
          human_agent: boolean
          id: string
          kind: string
          name: string
          network: string | null
          page_id: string | null
          place: string | null
          problem: string | null
          problem_at: string | null
          problem_mailed_on: string | null
          templates_read_at: string | null
        }
        Insert: {
          business_id: string
          connected_at?: string
          connected_by?: string | null
          disconnected_at?: string | null
          disconnected_by?: string | null
          external_id?: string | null
          followers_due_at?: string | null
          human_agent?: boolean
          id?: string
          kind: string
          name: string
          network?: string | null
          page_id?: string | null
          place?: string | null
          problem?: string | null
          problem_at?: string | null
          problem_mailed_on?: string | null
          templates_read_at?: string | null
        }
        Update: {
          business_id?: string
          connected_at?: string
          connected_by?: string | null
          disconnected_at?: string | null
          disconnected_by?: string | null
          external_id?: string | null
          followers_due_at?: string | null
          human_agent?: boolean
          id?: string
          kind?: string
          name?: string
          network?: string | null
          page_id?: string | null
          place?: string | null
          problem?: string | null
          problem_at?: string | null
          problem_mailed_on?: string | null
          templates_read_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "channels_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      comment_actions: {
        Row: {
          action: string
          asked_at: string
          asked_by: string | null
          business_id: string
          ended_at: string | null
          id: string
          lease_until: string | null
          message_id: string
          next_try_at: string | null
          reason: string | null
          state: string
          tries: number
          version: number
        }
        Insert: {
          action: string
          asked_at?: string
          asked_by?: string | null
          business_id: string
          ended_at?: string | null
          id?: string
          lease_until?: string | null
          message_id: string
          next_try_at?: string | null
          reason?: string | null
          state?: string
          tries?: number
          version?: number
        }
        Update: {
          action?: string
          asked_at?: string
          asked_by?: string | null
          business_id?: string
          ended_at?: string | null
          id?: string
          lease_until?: string | null
          message_id?: string
          next_try_at?: string | null
          reason?: string | null
          state?: string
          tries?: number
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "comment_actions_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      connection_flows: {
        Row: {
          business_id: string
          expires_at: string
          finished_at: string | null
          granted_by: string | null
          id: string
          network: string
          returned_at: string | null
          sealed: string | null
          started_at: string
          state_hash: string
          user_id: string
        }
        Insert: {
          business_id: string
          expires_at?: string
          finished_at?: string | null
          granted_by?: string | null
          id?: string
          network: string
          returned_at?: string | null
          sealed?: string | null
          started_at?: string
          state_hash: string
          user_id: string
        }
        Update: {
          business_id?: string
          expires_at?: string
          finished_at?: string | null
          granted_by?: string | null
          id?: string
          network?: string
          returned_at?: string | null
          sealed?: string | null
          started_at?: string
          state_hash?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "connection_flows_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      consents: {
        Row: {
          business_id: string
          contact_id: string
          given_at: string
          id: string
          purpose: string
          recorded_at: string
          recorded_by: string | null
          way: string
          withdrawn_at: string | null
          withdrawn_by: string | null
          wording: string
        }
        Insert: {
          business_id: string
          contact_id: string
          given_at: string
          id?: string
          purpose: string
          recorded_at?: string
          recorded_by?: string | null
          way: string
          withdrawn_at?: string | null
          withdrawn_by?: string | null
          wording: string
        }
        Update: {
          business_id?: string
          contact_id?: string
          given_at?: string
          id?: string
          purpose?: string
          recorded_at?: string
          recorded_by?: string | null
          way?: string
          withdrawn_at?: string | null
          withdrawn_by?: string | null
          wording?: string
        }
        Relationships: [
          {
            foreignKeyName: "consents_contact_id_business_id_fkey"
            columns: ["contact_id", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      contact_copies: {
        Row: {
          business_id: string
          contact_id: string
          id: string
          made_at: string
          made_by: string | null
        }
        Insert: {
          business_id: string
          contact_id: string
          id?: string
          made_at?: string
          made_by?: string | null
        }
        Update: {
          business_id?: string
          contact_id?: string
          id?: string
          made_at?: string
          made_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "contact_copies_contact_id_business_id_fkey"
            columns: ["contact_id", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      contact_merges: {
        Row: {
          business_id: string
          id: string
          identity_ids: string[]
          kept_id: string
          merged_at: string
          merged_by: string | null
          merged_id: string
          undone_at: string | null
          undone_by: string | null
        }
        Insert: {
          business_id: string
          id?: string
          identity_ids: string[]
          kept_id: string
          merged_at?: string
          merged_by?: string | null
          merged_id: string
          undone_at?: string | null
          undone_by?: string | null
        }
        Update: {
          business_id?: string
          id?: string
          identity_ids?: string[]
          kept_id?: string
          merged_at?: string
          merged_by?: string | null
          merged_id?: string
          undone_at?: string | null
          undone_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "contact_merges_kept_id_business_id_fkey"
            columns: ["kept_id", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "contact_merges_merged_id_business_id_fkey"
            columns: ["merged_id", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      contacts: {
        Row: {
          business_id: string
          created_at: string
          erased_at: string | null
          id: string
          merged_into: string | null
          name: string
          search: unknown
        }
        Insert: {
          business_id: string
          created_at?: string
          erased_at?: string | null
          id?: string
          merged_into?: string | null
          name?: string
          search?: never
        }
        Update: {
          business_id?: string
          created_at?: string
          erased_at?: string | null
          id?: string
          merged_into?: string | null
          name?: string
          search?: never
        }
        Relationships: [
          {
            foreignKeyName: "contacts_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "contacts_merged_into_business_id_fkey"
            columns: ["merged_into", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      conversation_labels: {
        Row: {
          business_id: string
          conversation_id: string
          label_id: string
          put_at: string
          put_by: string | null
        }
        Insert: {
          business_id: string
          conversation_id: string
          label_id: string
          put_at?: string
          put_by?: string | null
        }
        Update: {
          business_id?: string
          conversation_id?: string
          label_id?: string
          put_at?: string
          put_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "conversation_labels_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "conversation_labels_label_id_business_id_fkey"
            columns: ["label_id", "business_id"]
            referencedRelation: "labels"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      conversation_notes: {
        Row: {
          body: string
          business_id: string
          conversation_id: string
          id: string
          written_at: string
          written_by: string | null
        }
        Insert: {
          body: string
          business_id: string
          conversation_id: string
          id?: string
          written_at?: string
          written_by?: string | null
        }
        Update: {
          body?: string
          business_id?: string
          conversation_id?: string
          id?: string
          written_at?: string
          written_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "conversation_notes_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      conversation_reads: {
        Row: {
          business_id: string
          conversation_id: string
          muted_at: string | null
          read_at: string | null
          seen_at: string
          user_id: string
        }
        Insert: {
          business_id: string
          conversation_id: string
          muted_at?: string | null
          read_at?: string | null
          seen_at?: string
          user_id: string
        }
        Update: {
          business_id?: string
          conversation_id?: string
          muted_at?: string | null
          read_at?: string | null
          seen_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "conversation_reads_business_id_user_id_fkey"
            columns: ["business_id", "user_id"]
            referencedRelation: "members"
            referencedColumns: ["business_id", "user_id"]
          },
          {
            foreignKeyName: "conversation_reads_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      conversation_states: {
        Row: {
          automatic: boolean
          business_id: string
          conversation_id: string
          id: string
          set_at: string
          set_by: string | null
          snoozed_until: string | null
          status: string
        }
        Insert: {
          automatic?: boolean
          business_id: string
          conversation_id: string
          id?: string
          set_at?: string
          set_by?: string | null
          snoozed_until?: string | null
          status: string
        }
        Update: {
          automatic?: boolean
          business_id?: string
          conversation_id?: string
          id?: string
          set_at?: string
          set_by?: string | null
          snoozed_until?: string | null
          status?: string
        }
        Relationships: [
          {
            foreignKeyName: "conversation_states_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      conversations: {
        Row: {
          assigned_to: string | null
          business_id: string
          channel_id: string
          closed_at: string | null
          contact_id: string
          created_at: string
          delivered_up_to: string | null
          erased_at: string | null
          id: string
          identity_id: string
          intent: string | null
          kind: string
          last_at: string
          last_body: string
          last_direction: string
          last_in_at: string | null
          place: string
          post_target_id: string | null
          read_up_to: string | null
          snoozed_until: string | null
          status: string
          status_at: string
          urgency: string | null
          waiting_since: string | null
        }
        Insert: {
          assigned_to?: string | null
          business_id: string
          channel_id: string
          closed_at?: string | null
          contact_id: string
          created_at?: string
          delivered_up_to?: string | null
          erased_at?: string | null
          id?: string
          identity_id: string
          intent?: string | null
          kind: string
          last_at?: string
          last_body?: string
          last_direction?: string
          last_in_at?: string | null
          place?: string
          post_target_id?: string | null
          read_up_to?: string | null
          snoozed_until?: string | null
          status?: string
          status_at?: string
          urgency?: string | null
          waiting_since?: string | null
        }
        Update: {
          assigned_to?: string | null
          business_id?: string
          channel_id?: string
          closed_at?: string | null
          contact_id?: string
          created_at?: string
          delivered_up_to?: string | null
          erased_at?: string | null
          id?: string
          identity_id?: string
          intent?: string | null
          kind?: string
          last_at?: string
          last_body?: string
          last_direction?: string
          last_in_at?: string | null
          place?: string
          post_target_id?: string | null
          read_up_to?: string | null
          snoozed_until?: string | null
          status?: string
          status_at?: string
          urgency?: string | null
          waiting_since?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "conversations_business_id_assigned_to_fkey"
            columns: ["business_id", "assigned_to"]
            referencedRelation: "members"
            referencedColumns: ["business_id", "user_id"]
          },
          {
            foreignKeyName: "conversations_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "conversations_contact_id_business_id_fkey"
            columns: ["contact_id", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "conversations_identity_id_business_id_fkey"
            columns: ["identity_id", "business_id"]
            referencedRelation: "identities"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "conversations_post_target_id_fkey"
            columns: ["post_target_id"]
            referencedRelation: "post_targets"
            referencedColumns: ["id"]
          },
        ]
      }
      data_deletions: {
        Row: {
          channels: number
          code_hash: string
          deleted_at: string
          id: string
        }
        Insert: {
          channels: number
          code_hash: string
          deleted_at?: string
          id?: string
        }
        Update: {
          channels?: number
          code_hash?: string
          deleted_at?: string
          id?: string
        }
        Relationships: []
      }
      digests: {
        Row: {
          business_id: string
          day: string
          due_at: string
          id: string
          lease_until: string | null
          link_hash: string | null
          made_at: string
          sent_at: string | null
          state: string
          tries: number
          user_id: string
          waiting: number | null
        }
        Insert: {
          business_id: string
          day: string
          due_at?: string
          id?: string
          lease_until?: string | null
          link_hash?: string | null
          made_at?: string
          sent_at?: string | null
          state?: string
          tries?: number
          user_id: string
          waiting?: number | null
        }
        Update: {
          business_id?: string
          day?: string
          due_at?: string
          id?: string
          lease_until?: string | null
          link_hash?: string | null
          made_at?: string
          sent_at?: string | null
          state?: string
          tries?: number
          user_id?: string
          waiting?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "digests_business_id_user_id_fkey"
            columns: ["business_id", "user_id"]
            referencedRelation: "notice_choices"
            referencedColumns: ["business_id", "user_id"]
          },
        ]
      }
      erasures: {
        Row: {
          business_id: string
          contact_id: string
          conversations: number
          erased_at: string
          erased_by: string | null
          files: number
          finished_at: string | null
          id: string
          looked_up_to: number
          messages: number
          traces: string[] | null
          why: string
        }
        Insert: {
          business_id: string
          contact_id: string
          conversations: number
          erased_at?: string
          erased_by?: string | null
          files: number
          finished_at?: string | null
          id?: string
          looked_up_to?: number
          messages: number
          traces?: string[] | null
          why: string
        }
        Update: {
          business_id?: string
          contact_id?: string
          conversations?: number
          erased_at?: string
          erased_by?: string | null
          files?: number
          finished_at?: string | null
          id?: string
          looked_up_to?: number
          messages?: number
          traces?: string[] | null
          why?: string
        }
        Relationships: [
          {
            foreignKeyName: "erasures_contact_id_business_id_fkey"
            columns: ["contact_id", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      events: {
        Row: {
          actor: string | null
          at: string
          business_id: string
          kind: string
          number: number
          relayed_at: string | null
          subject: string
        }
        Insert: {
          actor?: string | null
          at?: string
          business_id: string
          kind: string
          number: number
          relayed_at?: string | null
          subject: string
        }
        Update: {
          actor?: string | null
          at?: string
          business_id?: string
          kind?: string
          number?: number
          relayed_at?: string | null
          subject?: string
        }
        Relationships: [
          {
            foreignKeyName: "events_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      feedback_links: {
        Row: {
          business_id: string
          feedback_id: string
          id: string
          made_at: string
          token_hash: string
        }
        Insert: {
          business_id: string
          feedback_id: string
          id?: string
          made_at?: string
          token_hash: string
        }
        Update: {
          business_id?: string
          feedback_id?: string
          id?: string
          made_at?: string
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: "feedback_links_feedback_id_business_id_fkey"
            columns: ["feedback_id", "business_id"]
            referencedRelation: "feedbacks"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      feedbacks: {
        Row: {
          business_id: string
          consented_at: string
          conversation_id: string
          email: string | null
          erased_at: string | null
          id: string
          key: string
          kind: string | null
          language: string
          letter_at: string | null
          letter_message_id: string | null
          letter_sent_at: string | null
          message_id: string
          notice: string
          number: string
          ordered: string
          page: string | null
          product: string
          received_at: string
          wants: string
          whatsapp: string | null
          widget_key_id: string | null
        }
        Insert: {
          business_id: string
          consented_at: string
          conversation_id: string
          email?: string | null
          erased_at?: string | null
          id?: string
          key: string
          kind?: string | null
          language?: string
          letter_at?: string | null
          letter_message_id?: string | null
          letter_sent_at?: string | null
          message_id: string
          notice: string
          number: string
          ordered?: string
          page?: string | null
          product?: string
          received_at?: string
          wants?: string
          whatsapp?: string | null
          widget_key_id?: string | null
        }
        Update: {
          business_id?: string
          consented_at?: string
          conversation_id?: string
          email?: string | null
          erased_at?: string | null
          id?: string
          key?: string
          kind?: string | null
          language?: string
          letter_at?: string | null
          letter_message_id?: string | null
          letter_sent_at?: string | null
          message_id?: string
          notice?: string
          number?: string
          ordered?: string
          page?: string | null
          product?: string
          received_at?: string
          wants?: string
          whatsapp?: string | null
          widget_key_id?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "feedbacks_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "feedbacks_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "feedbacks_widget_key_id_business_id_fkey"
            columns: ["widget_key_id", "business_id"]
            referencedRelation: "widget_keys"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      first_comments: {
        Row: {
          body: string
          business_id: string
          created_at: string
          due_at: string | null
          opened_at: string | null
          reason: string | null
          remote_id: string | null
          sent_at: string | null
          state: string
          target_id: string
          tries: number
          version: number
        }
        Insert: {
          body: string
          business_id: string
          created_at?: string
          due_at?: string | null
          opened_at?: string | null
          reason?: string | null
          remote_id?: string | null
          sent_at?: string | null
          state?: string
          target_id: string
          tries?: number
          version?: number
        }
        Update: {
          body?: string
          business_id?: string
          created_at?: string
          due_at?: string | null
          opened_at?: string | null
          reason?: string | null
          remote_id?: string | null
          sent_at?: string | null
          state?: string
          target_id?: string
          tries?: number
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "first_comments_target_id_business_id_fkey"
            columns: ["target_id", "business_id"]
            referencedRelation: "post_targets"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      hashtag_sets: {
        Row: {
          business_id: string
          created_at: string
          created_by: string | null
          id: string
          name: string
          tags: string
        }
        Insert: {
          business_id: string
          created_at?: string
          created_by?: string | null
          id?: string
          name: string
          tags: string
        }
        Update: {
          business_id?: string
          created_at?: string
          created_by?: string | null
          id?: string
          name?: string
          tags?: string
        }
        Relationships: [
          {
            foreignKeyName: "hashtag_sets_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      identities: {
        Row: {
          business_id: string
          channel_id: string
          contact_id: string
          external_id: string
          id: string
          username: string | null
        }
        Insert: {
          business_id: string
          channel_id: string
          contact_id: string
          external_id: string
          id?: string
          username?: string | null
        }
        Update: {
          business_id?: string
          channel_id?: string
          contact_id?: string
          external_id?: string
          id?: string
          username?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "identities_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "identities_contact_id_business_id_fkey"
            columns: ["contact_id", "business_id"]
            referencedRelation: "contacts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      installation_keys: {
        Row: {
          made_at: string
          name: string
          public: string
          sealed: string
        }
        Insert: {
          made_at?: string
          name: string
          public: string
          sealed: string
        }
        Update: {
          made_at?: string
          name?: string
          public?: string
          sealed?: string
        }
        Relationships: []
      }
      invitations: {
        Row: {
          accepted_at: string | null
          accepted_by: string | null
          business_id: string
          email: string
          expires_at: string
          id: string
          invited_at: string
          invited_by: string | null
          role: string
          token_hash: string
        }
        Insert: {
          accepted_at?: string | null
          accepted_by?: string | null
          business_id: string
          email: string
          expires_at?: string
          id?: string
          invited_at?: string
          invited_by?: string | null
          role: string
          token_hash: string
        }
        Update: {
          accepted_at?: string | null
          accepted_by?: string | null
          business_id?: string
          email?: string
          expires_at?: string
          id?: string
          invited_at?: string
          invited_by?: string | null
          role?: string
          token_hash?: string
        }
        Relationships: [
          {
            foreignKeyName: "invitations_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      labels: {
        Row: {
          business_id: string
          id: string
          made_at: string
          made_by: string | null
          name: string
        }
        Insert: {
          business_id: string
          id?: string
          made_at?: string
          made_by?: string | null
          name: string
        }
        Update: {
          business_id?: string
          id?: string
          made_at?: string
          made_by?: string | null
          name?: string
        }
        Relationships: [
          {
            foreignKeyName: "labels_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      media: {
        Row: {
          alt_text: string
          business_id: string
          bytes: number
          codec: string | null
          duration_ms: number | null
          fit: string | null
          focus: string | null
          has_poster: boolean
          height: number
          id: string
          mime: string
          original_height: number | null
          original_id: string | null
          original_width: number | null
          shape: string | null
          uploaded_at: string
          uploaded_by: string | null
          video_bytes: number | null
          width: number
        }
        Insert: {
          alt_text?: string
          business_id: string
          bytes: number
          codec?: string | null
          duration_ms?: number | null
          fit?: string | null
          focus?: string | null
          has_poster?: boolean
          height: number
          id?: string
          mime: string
          original_height?: number | null
          original_id?: string | null
          original_width?: number | null
          shape?: string | null
          uploaded_at?: string
          uploaded_by?: string | null
          video_bytes?: number | null
          width: number
        }
        Update: {
          alt_text?: string
          business_id?: string
          bytes?: number
          codec?: string | null
          duration_ms?: number | null
          fit?: string | null
          focus?: string | null
          has_poster?: boolean
          height?: number
          id?: string
          mime?: string
          original_height?: number | null
          original_id?: string | null
          original_width?: number | null
          shape?: string | null
          uploaded_at?: string
          uploaded_by?: string | null
          video_bytes?: number | null
          width?: number
        }
        Relationships: [
          {
            foreignKeyName: "media_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "media_original_id_business_id_fkey"
            columns: ["original_id", "business_id"]
            referencedRelation: "media"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      media_removals: {
        Row: {
          media_id: string
          names: string[]
          queued_at: string
        }
        Insert: {
          media_id: string
          names: string[]
          queued_at?: string
        }
        Update: {
          media_id?: string
          names?: string[]
          queued_at?: string
        }
        Relationships: []
      }
      members: {
        Row: {
          business_id: string
          id: string
          joined_at: string
          role: string
          user_id: string
        }
        Insert: {
          business_id: string
          id?: string
          joined_at?: string
          role: string
          user_id: string
        }
        Update: {
          business_id?: string
          id?: string
          joined_at?: string
          role?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "members_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      mentions: {
        Row: {
          business_id: string
          channel_id: string
          comment_id: string
          id: string
          media_id: string
          next_try_at: string | null
          outcome: string | null
          told_at: string
          tries: number
        }
        Insert: {
          business_id: string
          channel_id: string
          comment_id?: string
          id?: string
          media_id: string
          next_try_at?: string | null
          outcome?: string | null
          told_at: string
          tries?: number
        }
        Update: {
          business_id?: string
          channel_id?: string
          comment_id?: string
          id?: string
          media_id?: string
          next_try_at?: string | null
          outcome?: string | null
          told_at?: string
          tries?: number
        }
        Relationships: [
          {
            foreignKeyName: "mentions_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      message_attachments: {
        Row: {
          arrived_at: string
          business_id: string
          bytes: number | null
          has_preview: boolean
          height: number | null
          id: string
          kind: string
          lease_until: string | null
          message_id: string
          mime: string | null
          name: string | null
          next_try_at: string | null
          position: number
          reason: string | null
          source_id: string | null
          source_url: string | null
          state: string
          stored_at: string | null
          tries: number
          width: number | null
        }
        Insert: {
          arrived_at?: string
          business_id: string
          bytes?: number | null
          has_preview?: boolean
          height?: number | null
          id?: string
          kind: string
          lease_until?: string | null
          message_id: string
          mime?: string | null
          name?: string | null
          next_try_at?: string | null
          position: number
          reason?: string | null
          source_id?: string | null
          source_url?: string | null
          state?: string
          stored_at?: string | null
          tries?: number
          width?: number | null
        }
        Update: {
          arrived_at?: string
          business_id?: string
          bytes?: number | null
          has_preview?: boolean
          height?: number | null
          id?: string
          kind?: string
          lease_until?: string | null
          message_id?: string
          mime?: string | null
          name?: string | null
          next_try_at?: string | null
          position?: number
          reason?: string | null
          source_id?: string | null
          source_url?: string | null
          state?: string
          stored_at?: string | null
          tries?: number
          width?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "message_attachments_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      message_corrections: {
        Row: {
          business_id: string
          corrected_at: string
          corrected_by: string | null
          id: string
          intent: string
          message_id: string
          sentiment: string
          topic: string | null
          urgency: string
          was: NonNullable<Json>
        }
        Insert: {
          business_id: string
          corrected_at?: string
          corrected_by?: string | null
          id?: string
          intent: string
          message_id: string
          sentiment: string
          topic?: string | null
          urgency: string
          was: NonNullable<Json>
        }
        Update: {
          business_id?: string
          corrected_at?: string
          corrected_by?: string | null
          id?: string
          intent?: string
          message_id?: string
          sentiment?: string
          topic?: string | null
          urgency?: string
          was?: NonNullable<Json>
        }
        Relationships: [
          {
            foreignKeyName: "message_corrections_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      message_reactions: {
        Row: {
          at: string
          business_id: string
          emoji: string | null
          id: string
          message_id: string
          ours: boolean
          person_id: string
        }
        Insert: {
          at: string
          business_id: string
          emoji?: string | null
          id?: string
          message_id: string
          ours: boolean
          person_id: string
        }
        Update: {
          at?: string
          business_id?: string
          emoji?: string | null
          id?: string
          message_id?: string
          ours?: boolean
          person_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "message_reactions_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      message_sends: {
        Row: {
          business_id: string
          closed_at: string | null
          id: string
          message_id: string
          opened_at: string
          outcome: string | null
          reason: string | null
          trace: string | null
        }
        Insert: {
          business_id: string
          closed_at?: string | null
          id?: string
          message_id: string
          opened_at?: string
          outcome?: string | null
          reason?: string | null
          trace?: string | null
        }
        Update: {
          business_id?: string
          closed_at?: string | null
          id?: string
          message_id?: string
          opened_at?: string
          outcome?: string | null
          reason?: string | null
          trace?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "message_sends_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      message_templates: {
        Row: {
          body: string
          business_id: string
          category: string
          channel_id: string
          footer: string | null
          gaps: string[]
          header: string | null
          language: string
          name: string
        }
        Insert: {
          body: string
          business_id: string
          category: string
          channel_id: string
          footer?: string | null
          gaps?: string[]
          header?: string | null
          language: string
          name: string
        }
        Update: {
          body?: string
          business_id?: string
          category?: string
          channel_id?: string
          footer?: string | null
          gaps?: string[]
          header?: string | null
          language?: string
          name?: string
        }
        Relationships: [
          {
            foreignKeyName: "message_templates_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      messages: {
        Row: {
          about: string | null
          about_url: string | null
          answers_conversation_id: string | null
          automatic: boolean
          automatic_on: string | null
          body: string
          business_id: string
          channel_id: string
          confidence: number | null
          conversation_id: string
          created_at: string
          delivered_at: string | null
          delivery: string | null
          direction: string
          edited_at: string | null
          erased_at: string | null
          external_id: string | null
          hidden_at: string | null
          hidden_changed_at: string | null
          id: string
          intent: string | null
          lease_until: string | null
          liked_at: string | null
          model: string | null
          next_try_at: string | null
          parent_external_id: string | null
          quotes_external_id: string | null
          read_at: string | null
          reason: string | null
          removed_at: string | null
          search: unknown
          sent_at: string
          sent_with: string | null
          sentiment: string | null
          sorted_by: string | null
          tag: string | null
          template: Json | null
          topic: string | null
          tries: number
          urgency: string | null
          version: number
          wordless: boolean
          written_by: string | null
        }
        Insert: {
          about?: string | null
          about_url?: string | null
          answers_conversation_id?: string | null
          automatic?: boolean
          automatic_on?: string | null
          body: string
          business_id: string
          channel_id: string
          confidence?: number | null
          conversation_id: string
          created_at?: string
          delivered_at?: string | null
          delivery?: string | null
          direction?: string
          edited_at?: string | null
          erased_at?: string | null
          external_id?: string | null
          hidden_at?: string | null
          hidden_changed_at?: string | null
          id?: string
          intent?: string | null
          lease_until?: string | null
          liked_at?: string | null
          model?: string | null
          next_try_at?: string | null
          parent_external_id?: string | null
          quotes_external_id?: string | null
          read_at?: string | null
          reason?: string | null
          removed_at?: string | null
          search?: never
          sent_at?: string
          sent_with?: string | null
          sentiment?: string | null
          sorted_by?: string | null
          tag?: string | null
          template?: Json | null
          topic?: string | null
          tries?: number
          urgency?: string | null
          version?: number
          wordless?: boolean
          written_by?: string | null
        }
        Update: {
          about?: string | null
          about_url?: string | null
          answers_conversation_id?: string | null
          automatic?: boolean
          automatic_on?: string | null
          body?: string
          business_id?: string
          channel_id?: string
          confidence?: number | null
          conversation_id?: string
          created_at?: string
          delivered_at?: string | null
          delivery?: string | null
          direction?: string
          edited_at?: string | null
          erased_at?: string | null
          external_id?: string | null
          hidden_at?: string | null
          hidden_changed_at?: string | null
          id?: string
          intent?: string | null
          lease_until?: string | null
          liked_at?: string | null
          model?: string | null
          next_try_at?: string | null
          parent_external_id?: string | null
          quotes_external_id?: string | null
          read_at?: string | null
          reason?: string | null
          removed_at?: string | null
          search?: never
          sent_at?: string
          sent_with?: string | null
          sentiment?: string | null
          sorted_by?: string | null
          tag?: string | null
          template?: Json | null
          topic?: string | null
          tries?: number
          urgency?: string | null
          version?: number
          wordless?: boolean
          written_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "messages_answers_conversation_id_business_id_fkey"
            columns: ["answers_conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "messages_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      notice_choices: {
        Row: {
          business_id: string
          chosen_at: string
          digest: string
          digest_after_hours: number
          digest_hour: number
          language: string
          next_push_at: string
          push: string
          push_outside_hours: boolean
          push_shows_words: boolean
          seen_at: string | null
          told_number: number
          user_id: string
        }
        Insert: {
          business_id: string
          chosen_at?: string
          digest?: string
          digest_after_hours?: number
          digest_hour?: number
          language?: string
          next_push_at?: string
          push?: string
          push_outside_hours?: boolean
          push_shows_words?: boolean
          seen_at?: string | null
          told_number?: number
          user_id: string
        }
        Update: {
          business_id?: string
          chosen_at?: string
          digest?: string
          digest_after_hours?: number
          digest_hour?: number
          language?: string
          next_push_at?: string
          push?: string
          push_outside_hours?: boolean
          push_shows_words?: boolean
          seen_at?: string | null
          told_number?: number
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "notice_choices_business_id_user_id_fkey"
            columns: ["business_id", "user_id"]
            referencedRelation: "members"
            referencedColumns: ["business_id", "user_id"]
          },
        ]
      }
      notices: {
        Row: {
          after_number: number
          business_id: string
          due_at: string
          id: string
          lease_until: string | null
          made_at: string
          sent_at: string | null
          state: string
          tries: number
          up_to_number: number
          user_id: string
        }
        Insert: {
          after_number: number
          business_id: string
          due_at?: string
          id?: string
          lease_until?: string | null
          made_at?: string
          sent_at?: string | null
          state?: string
          tries?: number
          up_to_number: number
          user_id: string
        }
        Update: {
          after_number?: number
          business_id?: string
          due_at?: string
          id?: string
          lease_until?: string | null
          made_at?: string
          sent_at?: string | null
          state?: string
          tries?: number
          up_to_number?: number
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "notices_business_id_user_id_fkey"
            columns: ["business_id", "user_id"]
            referencedRelation: "notice_choices"
            referencedColumns: ["business_id", "user_id"]
          },
        ]
      }
      poll_marks: {
        Row: {
          business_id: string
          channel_id: string
          mark: string
          place: string
          read_at: string
        }
        Insert: {
          business_id: string
          channel_id: string
          mark: string
          place: string
          read_at?: string
        }
        Update: {
          business_id?: string
          channel_id?: string
          mark?: string
          place?: string
          read_at?: string
        }
        Relationships: [
          {
            foreignKeyName: "poll_marks_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_facts: {
        Row: {
          business_id: string
          fact: string
          post_id: string
          product_id: string
        }
        Insert: {
          business_id: string
          fact: string
          post_id: string
          product_id: string
        }
        Update: {
          business_id?: string
          fact?: string
          post_id?: string
          product_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "post_facts_post_id_business_id_fkey"
            columns: ["post_id", "business_id"]
            referencedRelation: "posts"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "post_facts_product_id_business_id_fkey"
            columns: ["product_id", "business_id"]
            referencedRelation: "products"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_media: {
        Row: {
          alt_text: string
          business_id: string
          media_id: string
          position: number
          post_id: string
        }
        Insert: {
          alt_text?: string
          business_id: string
          media_id: string
          position: number
          post_id: string
        }
        Update: {
          alt_text?: string
          business_id?: string
          media_id?: string
          position?: number
          post_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "post_media_media_id_business_id_fkey"
            columns: ["media_id", "business_id"]
            referencedRelation: "media"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "post_media_post_id_business_id_fkey"
            columns: ["post_id", "business_id"]
            referencedRelation: "posts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_metrics: {
        Row: {
          age_hours: number
          business_id: string
          comments: number | null
          likes: number | null
          reach: number | null
          reason: string | null
          saves: number | null
          shares: number | null
          taken_at: string | null
          target_id: string
          views: number | null
        }
        Insert: {
          age_hours: number
          business_id: string
          comments?: number | null
          likes?: number | null
          reach?: number | null
          reason?: string | null
          saves?: number | null
          shares?: number | null
          taken_at?: string | null
          target_id: string
          views?: number | null
        }
        Update: {
          age_hours?: number
          business_id?: string
          comments?: number | null
          likes?: number | null
          reach?: number | null
          reason?: string | null
          saves?: number | null
          shares?: number | null
          taken_at?: string | null
          target_id?: string
          views?: number | null
        }
        Relationships: [
          {
            foreignKeyName: "post_metrics_target_id_business_id_fkey"
            columns: ["target_id", "business_id"]
            referencedRelation: "post_targets"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_notes: {
        Row: {
          body: string
          business_id: string
          id: string
          post_id: string
          written_at: string
          written_by: string | null
        }
        Insert: {
          body: string
          business_id: string
          id?: string
          post_id: string
          written_at?: string
          written_by?: string | null
        }
        Update: {
          body?: string
          business_id?: string
          id?: string
          post_id?: string
          written_at?: string
          written_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "post_notes_post_id_business_id_fkey"
            columns: ["post_id", "business_id"]
            referencedRelation: "posts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_promotions: {
        Row: {
          account: string
          agreement: string
          business_id: string
          link: string | null
          noted_at: string
          noted_by: string | null
          post_id: string
          result: string | null
        }
        Insert: {
          account: string
          agreement: string
          business_id: string
          link?: string | null
          noted_at?: string
          noted_by?: string | null
          post_id: string
          result?: string | null
        }
        Update: {
          account?: string
          agreement?: string
          business_id?: string
          link?: string | null
          noted_at?: string
          noted_by?: string | null
          post_id?: string
          result?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "post_promotions_post_id_business_id_fkey"
            columns: ["post_id", "business_id"]
            referencedRelation: "posts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_reviews: {
        Row: {
          business_id: string
          id: string
          post_id: string
          reviewed_at: string
          reviewed_by: string | null
          verdict: string
          version: number
        }
        Insert: {
          business_id: string
          id?: string
          post_id: string
          reviewed_at?: string
          reviewed_by?: string | null
          verdict: string
          version: number
        }
        Update: {
          business_id?: string
          id?: string
          post_id?: string
          reviewed_at?: string
          reviewed_by?: string | null
          verdict?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "post_reviews_post_id_business_id_fkey"
            columns: ["post_id", "business_id"]
            referencedRelation: "posts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_revisions: {
        Row: {
          business_id: string
          content: NonNullable<Json>
          edited_at: string
          edited_by: string | null
          post_id: string
          version: number
        }
        Insert: {
          business_id: string
          content: NonNullable<Json>
          edited_at?: string
          edited_by?: string | null
          post_id: string
          version: number
        }
        Update: {
          business_id?: string
          content?: NonNullable<Json>
          edited_at?: string
          edited_by?: string | null
          post_id?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "post_revisions_post_id_business_id_fkey"
            columns: ["post_id", "business_id"]
            referencedRelation: "posts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_series: {
        Row: {
          business_id: string
          captions: string[]
          considered_until: string
          created_at: string
          created_by: string | null
          ended_at: string | null
          ended_by: string | null
          first_comment: string | null
          first_day: string
          goal: string
          goal_figure: string
          goal_value: number
          id: string
          last_day: string | null
          link: string | null
          local_hour: string
          media_type: string
          message_type: string
          name: string
          paused_at: string | null
          paused_by: string | null
          pillar: string | null
          updated_at: string
          updated_by: string | null
          valid_hours: number
          version: number
          weekdays: number[]
        }
        Insert: {
          business_id: string
          captions: string[]
          considered_until?: string
          created_at?: string
          created_by?: string | null
          ended_at?: string | null
          ended_by?: string | null
          first_comment?: string | null
          first_day: string
          goal: string
          goal_figure: string
          goal_value: number
          id?: string
          last_day?: string | null
          link?: string | null
          local_hour: string
          media_type: string
          message_type: string
          name: string
          paused_at?: string | null
          paused_by?: string | null
          pillar?: string | null
          updated_at?: string
          updated_by?: string | null
          valid_hours: number
          version?: number
          weekdays: number[]
        }
        Update: {
          business_id?: string
          captions?: string[]
          considered_until?: string
          created_at?: string
          created_by?: string | null
          ended_at?: string | null
          ended_by?: string | null
          first_comment?: string | null
          first_day?: string
          goal?: string
          goal_figure?: string
          goal_value?: number
          id?: string
          last_day?: string | null
          link?: string | null
          local_hour?: string
          media_type?: string
          message_type?: string
          name?: string
          paused_at?: string | null
          paused_by?: string | null
          pillar?: string | null
          updated_at?: string
          updated_by?: string | null
          valid_hours?: number
          version?: number
          weekdays?: number[]
        }
        Relationships: [
          {
            foreignKeyName: "post_series_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      post_targets: {
        Row: {
          business_id: string
          caption: string | null
          channel_id: string
          container_at: string | null
          container_id: string | null
          created_at: string
          id: string
          lease_until: string | null
          metrics_due_at: string | null
          next_try_at: string | null
          not_after: string | null
          permalink: string | null
          post_id: string
          preflight_due_at: string | null
          published_at: string | null
          reason: string | null
          remote_id: string | null
          scheduled_at: string | null
          scheduled_local: string | null
          scheduled_zone: string | null
          state: string
          tries: number
          version: number
        }
        Insert: {
          business_id: string
          caption?: string | null
          channel_id: string
          container_at?: string | null
          container_id?: string | null
          created_at?: string
          id?: string
          lease_until?: string | null
          metrics_due_at?: string | null
          next_try_at?: string | null
          not_after?: string | null
          permalink?: string | null
          post_id: string
          preflight_due_at?: string | null
          published_at?: string | null
          reason?: string | null
          remote_id?: string | null
          scheduled_at?: string | null
          scheduled_local?: string | null
          scheduled_zone?: string | null
          state?: string
          tries?: number
          version?: number
        }
        Update: {
          business_id?: string
          caption?: string | null
          channel_id?: string
          container_at?: string | null
          container_id?: string | null
          created_at?: string
          id?: string
          lease_until?: string | null
          metrics_due_at?: string | null
          next_try_at?: string | null
          not_after?: string | null
          permalink?: string | null
          post_id?: string
          preflight_due_at?: string | null
          published_at?: string | null
          reason?: string | null
          remote_id?: string | null
          scheduled_at?: string | null
          scheduled_local?: string | null
          scheduled_zone?: string | null
          state?: string
          tries?: number
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "post_targets_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "post_targets_post_id_business_id_fkey"
            columns: ["post_id", "business_id"]
            referencedRelation: "posts"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      post_templates: {
        Row: {
          business_id: string
          caption: string
          created_at: string
          created_by: string | null
          first_comment: string | null
          goal: string | null
          goal_figure: string | null
          goal_value: number | null
          id: string
          message_type: string | null
          name: string
          pillar: string | null
        }
        Insert: {
          business_id: string
          caption?: string
          created_at?: string
          created_by?: string | null
          first_comment?: string | null
          goal?: string | null
          goal_figure?: string | null
          goal_value?: number | null
          id?: string
          message_type?: string | null
          name: string
          pillar?: string | null
        }
        Update: {
          business_id?: string
          caption?: string
          created_at?: string
          created_by?: string | null
          first_comment?: string | null
          goal?: string | null
          goal_figure?: string | null
          goal_value?: number | null
          id?: string
          message_type?: string | null
          name?: string
          pillar?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "post_templates_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      posts: {
        Row: {
          business_id: string
          caption: string
          created_at: string
          created_by: string | null
          edited_in: string | null
          first_comment: string | null
          goal: string | null
          goal_figure: string | null
          goal_value: number | null
          id: string
          link: string | null
          media_type: string
          message_type: string | null
          pillar: string | null
          placement: string
          series_id: string | null
          series_on: string | null
          series_version: number | null
          submitted_at: string | null
          submitted_by: string | null
          updated_at: string
          updated_by: string | null
          version: number
        }
        Insert: {
          business_id: string
          caption?: string
          created_at?: string
          created_by?: string | null
          edited_in?: string | null
          first_comment?: string | null
          goal?: string | null
          goal_figure?: string | null
          goal_value?: number | null
          id?: string
          link?: string | null
          media_type: string
          message_type?: string | null
          pillar?: string | null
          placement?: string
          series_id?: string | null
          series_on?: string | null
          series_version?: number | null
          submitted_at?: string | null
          submitted_by?: string | null
          updated_at?: string
          updated_by?: string | null
          version?: number
        }
        Update: {
          business_id?: string
          caption?: string
          created_at?: string
          created_by?: string | null
          edited_in?: string | null
          first_comment?: string | null
          goal?: string | null
          goal_figure?: string | null
          goal_value?: number | null
          id?: string
          link?: string | null
          media_type?: string
          message_type?: string | null
          pillar?: string | null
          placement?: string
          series_id?: string | null
          series_on?: string | null
          series_version?: number | null
          submitted_at?: string | null
          submitted_by?: string | null
          updated_at?: string
          updated_by?: string | null
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: "posts_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
          {
            foreignKeyName: "posts_series_fkey"
            columns: ["series_id", "business_id"]
            referencedRelation: "post_series"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      preflights: {
        Row: {
          business_id: string
          checked_at: string
          moment: string
          problems: NonNullable<Json>
          target_id: string
        }
        Insert: {
          business_id: string
          checked_at?: string
          moment: string
          problems?: NonNullable<Json>
          target_id: string
        }
        Update: {
          business_id?: string
          checked_at?: string
          moment?: string
          problems?: NonNullable<Json>
          target_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "preflights_target_id_business_id_fkey"
            columns: ["target_id", "business_id"]
            referencedRelation: "post_targets"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      product_marks: {
        Row: {
          business_id: string
          expires_on: string | null
          kind: string
          number: string
          product_id: string
        }
        Insert: {
          business_id: string
          expires_on?: string | null
          kind: string
          number: string
          product_id: string
        }
        Update: {
          business_id?: string
          expires_on?: string | null
          kind?: string
          number?: string
          product_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "product_marks_product_id_business_id_fkey"
            columns: ["product_id", "business_id"]
            referencedRelation: "products"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      product_media: {
        Row: {
          alt_text: string
          business_id: string
          media_id: string
          position: number
          product_id: string
        }
        Insert: {
          alt_text: string
          business_id: string
          media_id: string
          position: number
          product_id: string
        }
        Update: {
          alt_text?: string
          business_id?: string
          media_id?: string
          position?: number
          product_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "product_media_media_id_business_id_fkey"
            columns: ["media_id", "business_id"]
            referencedRelation: "media"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "product_media_product_id_business_id_fkey"
            columns: ["product_id", "business_id"]
            referencedRelation: "products"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      products: {
        Row: {
          active: boolean
          benefits: string | null
          business_id: string
          created_at: string
          how_to_buy: string | null
          id: string
          name: string
          place: number
          price: number | null
          price_unit: string | null
          quality_assurance: string | null
          strengths: string | null
          version: number
          weaknesses: string | null
        }
        Insert: {
          active?: boolean
          benefits?: string | null
          business_id: string
          created_at?: string
          how_to_buy?: string | null
          id?: string
          name: string
          place: number
          price?: number | null
          price_unit?: string | null
          quality_assurance?: string | null
          strengths?: string | null
          version?: number
          weaknesses?: string | null
        }
        Update: {
          active?: boolean
          benefits?: string | null
          business_id?: string
          created_at?: string
          how_to_buy?: string | null
          id?: string
          name?: string
          place?: number
          price?: number | null
          price_unit?: string | null
          quality_assurance?: string | null
          strengths?: string | null
          version?: number
          weaknesses?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "products_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      profile_requests: {
        Row: {
          asked_at: string
          business_id: string
          due_at: string
          identity_id: string
          lease_until: string | null
          state: string
          tries: number
        }
        Insert: {
          asked_at?: string
          business_id: string
          due_at?: string
          identity_id: string
          lease_until?: string | null
          state?: string
          tries?: number
        }
        Update: {
          asked_at?: string
          business_id?: string
          due_at?: string
          identity_id?: string
          lease_until?: string | null
          state?: string
          tries?: number
        }
        Relationships: [
          {
            foreignKeyName: "profile_requests_identity_id_business_id_fkey"
            columns: ["identity_id", "business_id"]
            referencedRelation: "identities"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      publish_attempts: {
        Row: {
          business_id: string
          closed_at: string | null
          id: string
          looked_from: string | null
          opened_at: string
          outcome: string | null
          reason: string | null
          step: string
          target_id: string
          trace: string | null
        }
        Insert: {
          business_id: string
          closed_at?: string | null
          id?: string
          looked_from?: string | null
          opened_at?: string
          outcome?: string | null
          reason?: string | null
          step: string
          target_id: string
          trace?: string | null
        }
        Update: {
          business_id?: string
          closed_at?: string | null
          id?: string
          looked_from?: string | null
          opened_at?: string
          outcome?: string | null
          reason?: string | null
          step?: string
          target_id?: string
          trace?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "publish_attempts_target_id_business_id_fkey"
            columns: ["target_id", "business_id"]
            referencedRelation: "post_targets"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      push_devices: {
        Row: {
          added_at: string
          auth: string
          endpoint: string
          id: string
          language: string
          p256dh: string
          user_id: string
        }
        Insert: {
          added_at?: string
          auth: string
          endpoint: string
          id?: string
          language?: string
          p256dh: string
          user_id: string
        }
        Update: {
          added_at?: string
          auth?: string
          endpoint?: string
          id?: string
          language?: string
          p256dh?: string
          user_id?: string
        }
        Relationships: []
      }
      rate_limits: {
        Row: {
          key: string
          level: number
          updated_at: string
        }
        Insert: {
          key: string
          level: number
          updated_at?: string
        }
        Update: {
          key?: string
          level?: number
          updated_at?: string
        }
        Relationships: []
      }
      ratings: {
        Row: {
          business_id: string
          case_id: string | null
          conversation_id: string
          id: string
          rated_at: string
          score: number
          words: string
        }
        Insert: {
          business_id: string
          case_id?: string | null
          conversation_id: string
          id?: string
          rated_at?: string
          score: number
          words?: string
        }
        Update: {
          business_id?: string
          case_id?: string | null
          conversation_id?: string
          id?: string
          rated_at?: string
          score?: number
          words?: string
        }
        Relationships: [
          {
            foreignKeyName: "ratings_case_id_business_id_fkey"
            columns: ["case_id", "business_id"]
            referencedRelation: "cases"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "ratings_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      read_receipts: {
        Row: {
          business_id: string
          conversation_id: string
          due_at: string
          lease_until: string | null
          message_id: string
          state: string
          tries: number
        }
        Insert: {
          business_id: string
          conversation_id: string
          due_at?: string
          lease_until?: string | null
          message_id: string
          state?: string
          tries?: number
        }
        Update: {
          business_id?: string
          conversation_id?: string
          due_at?: string
          lease_until?: string | null
          message_id?: string
          state?: string
          tries?: number
        }
        Relationships: [
          {
            foreignKeyName: "read_receipts_conversation_id_business_id_fkey"
            columns: ["conversation_id", "business_id"]
            referencedRelation: "conversations"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "read_receipts_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      reminders: {
        Row: {
          business_id: string
          due_at: string
          id: string
          lease_until: string | null
          not_after: string
          opened_at: string | null
          sent_at: string | null
          state: string
          target_id: string
          tries: number
          user_id: string
          way: string | null
        }
        Insert: {
          business_id: string
          due_at?: string
          id?: string
          lease_until?: string | null
          not_after: string
          opened_at?: string | null
          sent_at?: string | null
          state?: string
          target_id: string
          tries?: number
          user_id: string
          way?: string | null
        }
        Update: {
          business_id?: string
          due_at?: string
          id?: string
          lease_until?: string | null
          not_after?: string
          opened_at?: string | null
          sent_at?: string | null
          state?: string
          target_id?: string
          tries?: number
          user_id?: string
          way?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "reminders_target_id_business_id_fkey"
            columns: ["target_id", "business_id"]
            referencedRelation: "post_targets"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      reply_pictures: {
        Row: {
          business_id: string
          bytes: number
          height: number
          id: string
          message_id: string
          width: number
        }
        Insert: {
          business_id: string
          bytes: number
          height: number
          id: string
          message_id: string
          width: number
        }
        Update: {
          business_id?: string
          bytes?: number
          height?: number
          id?: string
          message_id?: string
          width?: number
        }
        Relationships: [
          {
            foreignKeyName: "reply_pictures_message_id_business_id_fkey"
            columns: ["message_id", "business_id"]
            referencedRelation: "messages"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      reply_templates: {
        Row: {
          body: string
          business_id: string
          id: string
          shortcut: string
          updated_at: string
          updated_by: string | null
        }
        Insert: {
          body: string
          business_id: string
          id?: string
          shortcut: string
          updated_at?: string
          updated_by?: string | null
        }
        Update: {
          body?: string
          business_id?: string
          id?: string
          shortcut?: string
          updated_at?: string
          updated_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "reply_templates_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      saved_views: {
        Row: {
          business_id: string
          id: string
          name: string
          query: string
          saved_at: string
          saved_by: string | null
        }
        Insert: {
          business_id: string
          id?: string
          name: string
          query: string
          saved_at?: string
          saved_by?: string | null
        }
        Update: {
          business_id?: string
          id?: string
          name?: string
          query?: string
          saved_at?: string
          saved_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "saved_views_business_id_fkey"
            columns: ["business_id"]
            referencedRelation: "businesses"
            referencedColumns: ["id"]
          },
        ]
      }
      series_channels: {
        Row: {
          business_id: string
          channel_id: string
          series_id: string
        }
        Insert: {
          business_id: string
          channel_id: string
          series_id: string
        }
        Update: {
          business_id?: string
          channel_id?: string
          series_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "series_channels_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "series_channels_series_id_business_id_fkey"
            columns: ["series_id", "business_id"]
            referencedRelation: "post_series"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      series_facts: {
        Row: {
          business_id: string
          fact: string
          product_id: string
          series_id: string
        }
        Insert: {
          business_id: string
          fact: string
          product_id: string
          series_id: string
        }
        Update: {
          business_id?: string
          fact?: string
          product_id?: string
          series_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "series_facts_product_id_business_id_fkey"
            columns: ["product_id", "business_id"]
            referencedRelation: "products"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "series_facts_series_id_business_id_fkey"
            columns: ["series_id", "business_id"]
            referencedRelation: "post_series"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      series_media: {
        Row: {
          alt_text: string
          business_id: string
          media_id: string
          position: number
          series_id: string
        }
        Insert: {
          alt_text?: string
          business_id: string
          media_id: string
          position: number
          series_id: string
        }
        Update: {
          alt_text?: string
          business_id?: string
          media_id?: string
          position?: number
          series_id?: string
        }
        Relationships: [
          {
            foreignKeyName: "series_media_media_id_business_id_fkey"
            columns: ["media_id", "business_id"]
            referencedRelation: "media"
            referencedColumns: ["id", "business_id"]
          },
          {
            foreignKeyName: "series_media_series_id_business_id_fkey"
            columns: ["series_id", "business_id"]
            referencedRelation: "post_series"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      series_skips: {
        Row: {
          business_id: string
          day: string
          reason: string
          series_id: string
          skipped_at: string
          skipped_by: string | null
        }
        Insert: {
          business_id: string
          day: string
          reason: string
          series_id: string
          skipped_at?: string
          skipped_by?: string | null
        }
        Update: {
          business_id?: string
          day?: string
          reason?: string
          series_id?: string
          skipped_at?: string
          skipped_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: "series_skips_series_id_business_id_fkey"
            columns: ["series_id", "business_id"]
            referencedRelation: "post_series"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
      webhook_items: {
        Row: {
          account_id: string
          claimed_until: string | null
          field: string
          id: number
          item_at: string
          key: string
          network: string
          object: string
          outcome: string | null
          projected_at: string | null
          received_at: string
          tries: number
          value: Json | null
          waits_for: string | null
        }
        Insert: {
          account_id: string
          claimed_until?: string | null
          field: string
          id?: never
          item_at: string
          key: string
          network: string
          object: string
          outcome?: string | null
          projected_at?: string | null
          received_at?: string
          tries?: number
          value?: Json | null
          waits_for?: string | null
        }
        Update: {
          account_id?: string
          claimed_until?: string | null
          field?: string
          id?: never
          item_at?: string
          key?: string
          network?: string
          object?: string
          outcome?: string | null
          projected_at?: string | null
          received_at?: string
          tries?: number
          value?: Json | null
          waits_for?: string | null
        }
        Relationships: []
      }
      widget_keys: {
        Row: {
          business_id: string
          channel_id: string
          ends_at: string | null
          id: string
          key: string
          made_at: string
          made_by: string | null
          origins: string[]
        }
        Insert: {
          business_id: string
          channel_id: string
          ends_at?: string | null
          id?: string
          key?: string
          made_at?: string
          made_by?: string | null
          origins?: string[]
        }
        Update: {
          business_id?: string
          channel_id?: string
          ends_at?: string | null
          id?: string
          key?: string
          made_at?: string
          made_by?: string | null
          origins?: string[]
        }
        Relationships: [
          {
            foreignKeyName: "widget_keys_channel_id_business_id_fkey"
            columns: ["channel_id", "business_id"]
            referencedRelation: "channels"
            referencedColumns: ["id", "business_id"]
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      accept_invitation: { Args: { token: string }; Returns: string }
      add_customers_photo: {
        Args: { message: string; photo: Json; token: string }
        Returns: string
      }
      adopt_told_messages: { Args: { told: Json }; Returns: number }
      answer_box: { Args: { conversation: string }; Returns: Json }
      answer_time: { Args: { slug: string }; Returns: number }
      approve_post: {
        Args: { expected_version: number; post: string }
        Returns: number
      }
      archive_product: {
        Args: { archived: boolean; expected_version: number; product: string }
        Returns: number
      }
      ask_comment_action: {
        Args: { action: string; message: string }
        Returns: boolean
      }
      asks_approval: { Args: { business: string }; Returns: boolean }
      assign_conversations: {
        Args: { conversations: string[]; member: string }
        Returns: number
      }
      calendar_feed: { Args: { token: string }; Returns: Json }
      calendar_month: {
        Args: {
          business: string
          from_day: string
          most?: number
          to_day: string
        }
        Returns: Json
      }
      cancel_reply: { Args: { message: string }; Returns: Json }
      cancel_target: {
        Args: { expected_version: number; target: string }
        Returns: string
      }
      choose_notices: {
        Args: {
          business: string
          digest: string
          digest_after_hours: number
          digest_hour: number
          language: string
          push: string
          push_outside_hours: boolean
          push_shows_words: boolean
        }
        Returns: boolean
      }
      claim_attachments: {
        Args: { lease_seconds: number; size: number }
        Returns: {
          channel_id: string
          id: string
          kind: string
          name: string
          network: string
          source_id: string
          source_url: string
          tries: number
        }[]
      }
      claim_channel_letter: { Args: { channel: string }; Returns: Json[] }
      claim_comment_actions: {
        Args: { action?: string; lease_seconds: number; size: number }
        Returns: {
          channel_id: string
          comment: string
          id: string
          tries: number
          version: number
          wanted: string
        }[]
      }
      claim_digests: {
        Args: { lease_seconds: number; size: number }
        Returns: string[]
      }
      claim_due_followers: {
        Args: { lease_seconds: number; size: number }
        Returns: string[]
      }
      claim_due_metrics: {
        Args: { lease_seconds: number; size: number }
        Returns: Json[]
      }
      claim_due_preflights: {
        Args: { lease_seconds: number; size: number }
        Returns: Json[]
      }
      claim_due_reminders: {
        Args: { lease_seconds: number; size: number }
        Returns: Json[]
      }
      claim_due_targets: {
        Args: {
          ahead_kinds: string[]
          ahead_seconds: number
          lease_seconds: number
          size: number
        }
        Returns: Json[]
      }
      claim_feedback_letter: {
        Args: { message: string; token_hash: string }
        Returns: Json
      }
      claim_first_comments: {
        Args: { lease_seconds: number; size: number }
        Returns: Json[]
      }
      claim_mentions: {
        Args: { lease_seconds: number; size: number }
        Returns: {
          business_id: string
          channel_id: string
          comment_id: string
          id: string
          media_id: string
          next_try_at: string | null
          outcome: string | null
          told_at: string
          tries: number
        }[]
        SetofOptions: {
          from: "*"
          to: "mentions"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      claim_messages: {
        Args: { lease_seconds: number; message?: string; size: number }
        Returns: Json[]
      }
      claim_notices: {
        Args: { lease_seconds: number; settle_seconds: number; size: number }
        Returns: Json[]
      }
      claim_overdue_cases: {
        Args: { lease_seconds: number; size: number }
        Returns: Json[]
      }
      claim_profiles: {
        Args: { lease_seconds: number; size: number }
        Returns: Json[]
      }
      claim_read_receipts: {
        Args: { lease_seconds: number; size: number }
        Returns: Json[]
      }
      claim_webhook_items: {
        Args: { lease_seconds: number; size: number }
        Returns: {
          account_id: string
          claimed_until: string | null
          field: string
          id: number
          item_at: string
          key: string
          network: string
          object: string
          outcome: string | null
          projected_at: string | null
          received_at: string
          tries: number
          value: Json | null
          waits_for: string | null
        }[]
        SetofOptions: {
          from: "*"
          to: "webhook_items"
          isOneToOne: false
          isSetofReturn: true
        }
      }
      close_case: {
        Args: { expected_version: number; of_case: string }
        Returns: string
      }
      close_silent_cases: { Args: { quiet_days: number }; Returns: number }
      confirm_assisted: {
        Args: { link?: string; posted_at?: string; target: string }
        Returns: string
      }
      confirm_case: {
        Args: { resolution: string; token: string }
        Returns: string
      }
      confirm_published: {
        Args: { expected_version: number; link?: string; target: string }
        Returns: string
      }
      connect_channel: {
        Args: {
          business: string
          external_id: string
          granted_by?: string
          kind: string
          member: string
          name: string
          network: string
          page_id: string
          sealed: string
        }
        Returns: string
      }
      contact_copy: { Args: { contact: string }; Returns: Json }
      correct_sorting: {
        Args: {
          intent: string
          message: string
          sentiment: string
          topic: string
          urgency: string
        }
        Returns: boolean
      }
      count_expired: {
        Args: { business: string; months: number }
        Returns: number
      }
      create_business: {
        Args: { name: string; slug: string; timezone: string }
        Returns: {
          answer_promise_hours: number
          catalogue_public: boolean
          created_at: string
          created_by: string | null
          escalates_to: string | null
          id: string
          language: string
          media_quota_bytes: number
          name: string
          posting_target_per_week: number
          reply_templates_at: string | null
          requires_approval: boolean
          retention_months: number | null
          sample: boolean
          slug: string
          tells_read: boolean
          timezone: string
        }
        SetofOptions: {
          from: "*"
          to: "businesses"
          isOneToOne: true
          isSetofReturn: false
        }
      }
      customer_case: { Args: { token: string }; Returns: Json }
      customer_feedback: { Args: { token: string }; Returns: Json }
      customer_news: { Args: { token: string }; Returns: Json }
      customers_photo: {
        Args: { photo: string; token: string }
        Returns: boolean
      }
      decide_first_comment: {
        Args: { expected_version: number; sent: boolean; target: string }
        Returns: string
      }
      decide_message: {
        Args: { expected_version: number; message: string; sent: boolean }
        Returns: string
      }
      delete_old_items: { Args: { size: number }; Returns: number }
      describe_case: {
        Args: {
          category: string
          complaint: string
          expected_version: number
          of_case: string
          wants: string
          wants_words: string
        }
        Returns: string
      }
      digest_of_link: { Args: { token: string }; Returns: Json }
      discard_post: {
        Args: { expected_version: number; post: string }
        Returns: boolean
      }
      disconnect_channel: { Args: { channel: string }; Returns: boolean }
      dispute_case: {
        Args: { reason: string; resolution: string; token: string }
        Returns: string
      }
      due_assisted: {
        Args: { ahead_hours: number }
        Returns: {
          path: string
        }[]
      }
      end_widget_key: { Args: { widget_key: string }; Returns: boolean }
      enter_business: {
        Args: { slug?: string }
        Returns: {
          answer_promise_hours: number
          businesses: number
          id: string
          language: string
          name: string
          posting_target_per_week: number
          role: string
          sample: boolean
          slug: string
          timezone: string
          waiting: number
          waiting_since: string
        }[]
      }
      erase_contact: { Args: { contact: string }; Returns: string }
      erase_expired: { Args: { size: number }; Returns: number }
      erase_feedback: { Args: { token: string }; Returns: string }
      erase_raw_items: { Args: { size: number }; Returns: boolean }
      fill_series: { Args: { series: string }; Returns: number }
      find_data_deletion: { Args: { code: string }; Returns: Json }
      forget_device: { Args: { endpoint: string }; Returns: undefined }
      forget_message: {
        Args: { channel: string; external_id: string }
        Returns: undefined
      }
      forget_old_notices: { Args: { days: number }; Returns: undefined }
      forget_rate_limits: {
        Args: Record<PropertyKey, never>
        Returns: undefined
      }
      forget_unused_media: {
        Args: { days: number; size: number }
        Returns: number
      }
      import_plan: {
        Args: { business: string; plan: Json; valid_hours: number }
        Returns: Json
      }
      invitation_preview: {
        Args: { token: string }
        Returns: {
          business_name: string
          email: string
          role: string
          usable: boolean
        }[]
      }
      is_pressed: {
        Args: { calm: number; seconds: number; subject: string }
        Returns: boolean
      }
      label_conversations: {
        Args: {
          business: string
          conversations: string[]
          label: string
          put: boolean
        }
        Returns: number
      }
      list_drafts: {
        Args: { before?: string; before_id?: string; business: string }
        Returns: {
          caption: string
          channels: string[]
          id: string
          media_type: string
          picture: string
          returned: boolean
          scheduled_at: string
          submitted_at: string
          updated_at: string
          updated_by: string
        }[]
      }
      list_media: {
        Args: {
          before_at?: string
          before_id?: string
          business: string
          size: number
        }
        Returns: {
          alt_text: string
          bytes: number
          duration_ms: number
          height: number
          id: string
          mime: string
          posts: Json
          products: Json
          series: Json
          uploaded_at: string
          uses: number
          width: number
        }[]
      }
      list_members: {
        Args: { business: string }
        Returns: {
          email: string
          id: string
          joined_at: string
          role: string
          user_id: string
        }[]
      }
      list_posts: {
        Args: {
          after_at?: string
          after_id?: string
          business: string
          most: number
          part: string
        }
        Returns: Json
      }
      list_preflight_problems: { Args: { business: string }; Returns: Json[] }
      list_products: {
        Args: { business: string }
        Returns: {
          active: boolean
          filled: string[]
          id: string
          marks: Json
          name: string
          pictures: Json
          price: number
          price_unit: string
          version: number
        }[]
      }
      list_series: {
        Args: { business: string }
        Returns: {
          captions: number
          ended_at: string
          id: string
          local_hour: string
          media_type: string
          name: string
          next_at: string
          next_caption: string
          next_post: string
          paused_at: string
          version: number
          weekdays: number[]
        }[]
      }
      list_unknown_items: {
        Args: { size: number }
        Returns: {
          field: string
          items: number
          newest: string
          object: string
          oldest: string
          outcome: string
          sample: number
          value: Json
        }[]
      }
      log_talk: {
        Args: {
          answered: string
          at: string
          business: string
          contact: string
          id: string
          name: string
          said: string
          way: string
        }
        Returns: string
      }
      look_at_conversation: {
        Args: { conversation: string; unread?: boolean }
        Returns: string[]
      }
      look_at_inbox: { Args: { business: string }; Returns: undefined }
      make_case_link: {
        Args: { of_case: string; token_hash: string }
        Returns: string
      }
      media_usage: {
        Args: { business: string }
        Returns: {
          quota: number
          used: number
        }[]
      }
      merge_contacts: {
        Args: { kept: string; merged: string }
        Returns: string
      }
      move_post: {
        Args: {
          at_time?: string
          expected_versions: number[]
          from_day?: string
          post: string
          to_day: string
          valid_hours: number
        }
        Returns: Json
      }
      move_series: {
        Args: { expected_version: number; series: string; wanted: string }
        Returns: Json
      }
      mute_conversation: {
        Args: { conversation: string; muted: boolean }
        Returns: boolean
      }
      my_notices: { Args: { business: string }; Returns: Json }
      open_attempts: {
        Args: { attempts: Json; lease_seconds: number }
        Returns: string[]
      }
      open_case: {
        Args: {
          category: string
          complaint: string
          conversation: string
          due: string
          message: string
          promise: string
        }
        Returns: string
      }
      open_digest: {
        Args: { digest: string; token_hash: string }
        Returns: Json
      }
      place_product: {
        Args: { product: string; wanted: number }
        Returns: boolean
      }
      plan_warnings: {
        Args: {
          business: string
          caption?: string
          hours?: Json
          own_post?: string
        }
        Returns: Json
      }
      post_results: {
        Args: { business: string; posts: string[] }
        Returns: {
          goal_figure: string
          goal_value: number
          measured: number
          post_id: string
          published: number
          reached: boolean
          targets: Json
          value: number
        }[]
      }
      press_rate_limit: {
        Args: { calm: number; most: number; seconds: number; subject: string }
        Returns: boolean
      }
      preview_catalogue: {
        Args: { business: string }
        Returns: {
          business_name: string
          business_slug: string
          products: Json
          sample: boolean
          timezone: string
        }[]
      }
      project_items: { Args: { items: Json }; Returns: number }
      promise_case: {
        Args: {
          due: string
          expected_version: number
          of_case: string
          responsible: string
          what: string
        }
        Returns: string
      }
      public_catalogue: {
        Args: { slug: string }
        Returns: {
          business_name: string
          business_slug: string
          products: Json
          sample: boolean
          timezone: string
        }[]
      }
      queue_reply: {
        Args: {
          answers?: string
          body: string
          conversation: string
          id: string
          picture?: Json
          way: string
        }
        Returns: string
      }
      queue_template: {
        Args: {
          conversation: string
          gap_values: string[]
          id: string
          language: string
          name: string
        }
        Returns: string
      }
      rate_case: {
        Args: { score: number; token: string; words: string }
        Returns: string
      }
      rate_talk: {
        Args: { score: number; token: string; words: string }
        Returns: string
      }
      record_followers: { Args: { results: Json }; Returns: number }
      record_metrics: { Args: { results: Json }; Returns: number }
      record_preflights: { Args: { results: Json }; Returns: number }
      release_feedback_letter: { Args: { message: string }; Returns: undefined }
      remember_device: {
        Args: {
          auth: string
          endpoint: string
          language: string
          p256dh: string
        }
        Returns: undefined
      }
      rename_contact: {
        Args: { contact: string; name: string }
        Returns: boolean
      }
      reopen_case: {
        Args: { expected_version: number; of_case: string; reason: string }
        Returns: string
      }
      replace_calendar_feed: {
        Args: { business: string; token_hash: string }
        Returns: string
      }
      replace_lost_link: {
        Args: {
          email: string
          number: string
          slug: string
          token_hash: string
          whatsapp: string
        }
        Returns: Json
      }
      replay_webhook_items: { Args: { since: string }; Returns: number }
      resolve_case: {
        Args: {
          asks_rating: boolean
          expected_version: number
          link_hash?: string
          of_case: string
          resolution: string
          what: string
        }
        Returns: string
      }
      return_post: {
        Args: { expected_version: number; note: string; post: string }
        Returns: boolean
      }
      revoke_case_link: { Args: { link: string }; Returns: boolean }
      rotate_widget_key: { Args: { widget_key: string }; Returns: string }
      save_assisted_channel: {
        Args: {
          business: string
          channel?: string
          name: string
          place: string
        }
        Returns: string
      }
      save_business_hours: {
        Args: {
          away?: string
          away_active?: boolean
          business: string
          week: Json
        }
        Returns: boolean
      }
      save_post: {
        Args: {
          business: string
          content: Json
          expected_version: number
          facts: Json
          local_time?: string
          pictures: Json
          post: string
          sheet?: string
          submit: boolean
          targets: Json
          typing?: boolean
          valid_hours: number
        }
        Returns: Json
      }
      save_product: {
        Args: {
          benefits?: string
          business: string
          expected_version: number
          how_to_buy?: string
          id: string
          marks: Json
          name: string
          pictures: Json
          price?: number
          price_unit?: string
          quality_assurance?: string
          strengths?: string
          weaknesses?: string
        }
        Returns: number
      }
      save_series: {
        Args: {
          business: string
          channels: string[]
          expected_version: number
          facts: Json
          pictures: Json
          plan: Json
          series: string
        }
        Returns: Json
      }
      schedule_target: {
        Args: {
          expected_version: number
          local_time: string
          target: string
          valid_hours: number
        }
        Returns: string
      }
      search_conversations: {
        Args: {
          before?: string
          before_id?: string
          business: string
          most?: number
          words: string
        }
        Returns: {
          at: string
          conversation_id: string
          excerpt: string
          message_id: string
        }[]
      }
      send_away: { Args: { message: string }; Returns: string }
      sends_whatsapp_links: { Args: { slug: string }; Returns: boolean }
      set_conversation_status: {
        Args: { conversations: string[]; status: string; until?: string }
        Returns: number
      }
      set_permalink: {
        Args: { link: string; target: string }
        Returns: undefined
      }
      set_widget_origins: {
        Args: { origins: string[]; widget_key: string }
        Returns: boolean
      }
      settle_attachment: {
        Args: { attachment: string; result: Json }
        Returns: boolean
      }
      settle_comment_action: {
        Args: {
          action: string
          expected_version: number
          reason?: string
          retry_seconds?: number
          state: string
        }
        Returns: string
      }
      settle_digest: {
        Args: { digest: string; mailed: boolean }
        Returns: boolean
      }
      settle_escalation: {
        Args: { escalation: string; mailed: boolean }
        Returns: boolean
      }
      settle_feedback_letter: { Args: { message: string }; Returns: undefined }
      settle_first_comment: {
        Args: {
          expected_version: number
          reason?: string
          remote_id?: string
          retry_seconds?: number
          target: string
          verdict: string
        }
        Returns: boolean
      }
      settle_mention: {
        Args: { mention: string; outcome: string; retry_seconds?: number }
        Returns: undefined
      }
      settle_message: {
        Args: {
          expected_version: number
          external_id?: string
          message: string
          outcome: string
          reason?: string
          recipient?: string
          retry_seconds?: number
          state: string
          trace?: string
        }
        Returns: string
      }
      settle_notices: { Args: { results: Json }; Returns: number }
      settle_profiles: { Args: { results: Json }; Returns: number }
      settle_read_receipts: { Args: { results: Json }; Returns: number }
      settle_reminders: { Args: { results: Json }; Returns: number }
      settle_targets: { Args: { results: Json }; Returns: number }
      snooze_reminder: { Args: { target: string }; Returns: string }
      sort_messages: { Args: { sorted: Json }; Returns: number }
      start_reply_templates: {
        Args: { business: string; templates: Json }
        Returns: number
      }
      stop_digests: { Args: { token: string }; Returns: boolean }
      store_message_templates: {
        Args: { channel: string; templates: Json }
        Returns: number
      }
      store_webhook_items: {
        Args: { items: Json; network: string }
        Returns: number
      }
      sweep_targets: { Args: { size: number }; Returns: number }
      take_feedback: {
        Args: { given: Json; token_hash: string }
        Returns: Json
      }
      take_rate_limit: {
        Args: { seconds: number; size: number; subject: string }
        Returns: boolean
      }
      tend_answer_times: { Args: { size: number }; Returns: number }
      tend_conversations: { Args: { quiet_days: number }; Returns: number }
      today: { Args: { business: string; most?: number }; Returns: Json }
      turn_on_widget: { Args: { business: string }; Returns: string }
      undo_merge: { Args: { merge: string }; Returns: boolean }
      waiting_clock: {
        Args: { conversation: string }
        Returns: {
          open_seconds: number
          plain_seconds: number
        }[]
      }
      widget_greeting: { Args: { key?: string; slug?: string }; Returns: Json }
      withdraw_consent: { Args: { consent: string }; Returns: boolean }
      withdraw_grants: {
        Args: { code_hash?: string; granted_by: string; network: string }
        Returns: number
      }
      write_again: {
        Args: {
          key: string
          sorting: Json
          token: string
          wordless: boolean
          words: string
        }
        Returns: string
      }
    }
    Enums: {
      [_ in never]: never
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {},
  },
} as const
